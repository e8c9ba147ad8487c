import { invoiceSorts } from '../../contract/invoices.ts'
import { type BenchRun, brokenBy, plainFigure, type Row, targetOf } from '../bench-run.ts'
import { detailCall, draftCall, pageCall, paymentCall, sendCall } from '../calls.ts'
import { type Figure, median, spreadOf } from '../figures.ts'
import { type Call, type Driven, drive } from '../http-clients.ts'
import { watchMachine } from '../machine.ts'
import type { Ledger } from '../plan.ts'
import { prepareDrafts } from '../prepared-drafts.ts'

const promised = { atMost: { floor: 2, goal: 1.3 } }
const each = 60

/** One client that waits for each answer: what is compared is how long the work itself takes. */
function oneClient(run: BenchRun, ledger: Ledger, call: (index: number) => Call): Promise<Driven> {
  return drive(targetOf(run, ledger), { clients: 1, each, call: (_client, index) => call(index) })
}

/** How many times as long `grown` takes as `base`, in rounds that alternate between the two. */
async function timesAsLong(
  run: BenchRun,
  row: {
    name: string
    promised: Figure['promised']
    base: () => Promise<Driven>
    grown: () => Promise<Driven>
  },
): Promise<Figure> {
  const broken = [...brokenBy(await row.base()), ...brokenBy(await row.grown())]
  const [baseMs, grownMs]: [number[], number[]] = [[], []]
  const settle = watchMachine(run.roots)
  for (let round = 0; round < run.rounds; round += 1) {
    const [base, grown] = [await row.base(), await row.grown()]
    broken.push(...brokenBy(base), ...brokenBy(grown))
    baseMs.push(median(base.latenciesMs))
    grownMs.push(median(grown.latenciesMs))
  }
  const ratios = grownMs.map((grown, round) => grown / (baseMs[round] ?? Number.NaN))
  return plainFigure(
    {
      row: row.name,
      limit: { value: median(baseMs), unit: 'ms', by: 'the smaller' },
      ours: { value: median(grownMs), unit: 'ms' },
      judged: { value: median(ratios), unit: 'x' },
      promised: row.promised,
      spread: spreadOf(ratios),
      broken,
    },
    settle(),
  )
}

export const growthRow: Row = {
  name: 'growth',
  writes: true,
  async measure(run) {
    const { small, big } = run.ledgers
    const works: [string, (ledger: Ledger) => Promise<Driven>][] = [
      ['page', (ledger) => oneClient(run, ledger, () => pageCall)],
      ['detail', (ledger) => oneClient(run, ledger, (index) => detailCall(ledger, index))],
      ['draft', (ledger) => oneClient(run, ledger, (index) => draftCall(ledger, index))],
      [
        'send',
        async (ledger) => {
          const first = await prepareDrafts(run.admin, ledger, each)
          return oneClient(run, ledger, (index) => sendCall(ledger, first + index))
        },
      ],
      ['payment', (ledger) => oneClient(run, ledger, (index) => paymentCall(ledger, index))],
    ]
    const sizes = `${big.invoices.toLocaleString('en-US')} against 1,000`
    const figures: Figure[] = []
    for (const [name, work] of works) {
      const [base, grown] = [() => work(small), () => work(big)]
      figures.push(await timesAsLong(run, { name: `growth of ${name}, ${sizes}`, promised, base, grown }))
    }
    for (const [view, query] of Object.entries(tabs)) {
      const path = `/invoices?${query}&limit=50`
      const page = (ledger: Ledger) => oneClient(run, ledger, () => ({ method: 'GET', path }))
      const [base, grown] = [() => page(small), () => page(big)]
      figures.push(await timesAsLong(run, { name: `view ${view}, ${sizes}`, promised, base, grown }))
    }
    return [...figures, await farPage(run), ...(await sorts(run))]
  },
}

const byDueDate = 'sort=dueDate&direction=asc'

/** Each view in the order in which its tab opens, and what is overdue in the other one too. */
const tabs = {
  all: 'view=all',
  draft: 'view=draft',
  outstanding: `view=outstanding&${byDueDate}`,
  overdue: `view=overdue&${byDueDate}`,
  'overdue, the newest first': 'view=overdue',
  paid: 'view=paid',
}

const allByDueDate = `/invoices?${byDueDate}&limit=50`

/** Page 400, or the last full one of a smaller ledger, against page 1. */
async function farPage(run: BenchRun): Promise<Figure> {
  const ledger = run.ledgers.big
  let path = allByDueDate
  let page = 1
  while (page < 400) {
    const { answers, refused } = await drive(targetOf(run, ledger), {
      ...{ clients: 1, each: 1 },
      call: () => ({ method: 'GET', path }),
    })
    if (!answers[0]) throw new Error(`Page ${page} was refused: ${refused[0] ?? 'no answer'}`)
    const cursor = cursorIn(answers[0].body)
    if (cursor === null) break
    path = `${allByDueDate}&cursor=${cursor}`
    page += 1
  }
  return timesAsLong(run, {
    ...{ name: `page ${page} against page 1`, promised },
    base: () => oneClient(run, ledger, () => ({ method: 'GET', path: allByDueDate })),
    grown: () => oneClient(run, ledger, () => ({ method: 'GET', path })),
  })
}

function cursorIn(body: string): string | null {
  const read: unknown = JSON.parse(body)
  if (typeof read !== 'object' || read === null || !('nextCursor' in read)) return null
  return typeof read.nextCursor === 'string' ? read.nextCursor : null
}

/** Every offered sort against the due date, over all invoices; by customer and by status they are bounded, not fast. */
async function sorts(run: BenchRun): Promise<Figure[]> {
  const ledger = run.ledgers.big
  const page = (sort: string): Call => ({ method: 'GET', path: `/invoices?sort=${sort}&limit=50` })
  const figures: Figure[] = []
  for (const sort of invoiceSorts.filter((name) => name !== 'dueDate')) {
    const bounded = sort === 'customerName' || sort === 'status'
    const figure = await timesAsLong(run, {
      name: `sort by ${sort} against dueDate`,
      promised: bounded ? null : { atMost: { floor: 3, goal: 3 } },
      base: () => oneClient(run, ledger, () => page('dueDate')),
      grown: () => oneClient(run, ledger, () => page(sort)),
    })
    figures.push(figure)
  }
  return figures
}
