import { type Answer, type Client, codeOf, isObject, textOf } from './client.ts'
import { dayIn, daysFrom, daysLater, type Moment, momentsOf, type Zone, zones } from './company-days.ts'
import { amountIn, centsIn } from './money-text.ts'
import { allOf, type Figures, holds, type Proof, type Trial } from './proof.ts'
import { type Random, randomFrom } from './random.ts'
import { expectOk, onStage, type Stage, type StageCompany } from './stage.ts'
import { requireBegunDay } from './worker-days.ts'

/**
 * Companies in six zones live through the hours around the ends of summer time and of the year, with the clock of server
 * and worker set hour by hour and to the first and last millisecond of days. What is today, when something falls due and is
 * overdue, what is in the future, which days a statement may close, which month a payment counts for, and when the
 * worker begins a day: all must be as the civil date in the company's zone says.
 */
export const datesProof: Proof = {
  id: 'P14',
  name: 'dates',
  promise: 'Dates follow the company’s clock, not the server’s',
  run: (trial) => onStage({ ...trial, worker: true }, (stage) => play(stage, trial)),
}

/** A company and what it must be told. */
export interface Court {
  stage: Stage
  zone: Zone
  company: StageCompany
  client: Client
  customerId: string
  /** An invoice that stays a draft, to ask which issue dates are taken. */
  draftId: string
  open: { id: string; dueDate: string; balanceCents: number }[]
  paidCents: Map<string, number>
  /** The days that it has had at some moment of the proof. */
  days: Set<string>
}

async function play(stage: Stage, { size, seed }: Trial): Promise<Figures> {
  const startedAt = Date.now()
  const random = randomFrom(seed)
  const moments = momentsOf(size)
  const [first] = moments
  if (!first) throw new Error('The proof has no moments')
  await stage.setNow(first.at)
  const courts: Court[] = []
  for (const zone of zones) courts.push(await openCourt(stage, zone, first.at))
  let judged = 0
  for (const moment of moments) {
    await stage.setNow(moment.at)
    for (const court of courts) court.days.add(dayIn(court.zone, moment.at))
    const chosen = courts.filter(({ zone }) => moment.zones.includes(zone))
    const randoms = chosen.map(() => random.fork())
    await allOf(chosen.map((court, index) => judge(court, moment, randoms[index] ?? random)))
    judged += chosen.length
  }
  for (const { company } of courts) await stage.verify(company)
  return {
    zones: zones.length,
    moments: moments.length,
    judged,
    days: courts.reduce((sum, { days }) => sum + days.size, 0),
    seconds: ((Date.now() - startedAt) / 1000).toFixed(1),
  }
}

async function openCourt(stage: Stage, zone: Zone, at: Date): Promise<Court> {
  const company = await stage.company(`Proof in ${zone}`, { timeZone: zone })
  const client = company.clients.accountant
  const customer = { name: 'Customer', paymentTerms: 'net_15' }
  const customerId = textOf(expectOk(await client.post('/customers', customer)), 'id')
  const court: Court = {
    ...{ stage, zone, company, client, customerId, draftId: '' },
    ...{ open: [], paidCents: new Map(), days: new Set([dayIn(zone, at)]) },
  }
  court.draftId = await draft(court)
  return court
}

async function draft({ client, customerId }: Court): Promise<string> {
  const lineItems = [{ description: 'Shirts', quantity: '1', unitPrice: '10.00' }]
  return textOf(expectOk(await client.post('/invoices', { customerId, taxRate: '0', lineItems })), 'id')
}

async function judge(court: Court, { at, isEdge }: Moment, random: Random): Promise<void> {
  const today = dayIn(court.zone, at)
  const where = `in ${court.zone} at ${at.toISOString()}`
  const company = expectOk(await court.client.get('/company'))
  holds(company.body.today === today, `today is told as ${company.body.today} ${where}, and is ${today}`)
  await requireBegunDay(court, today, where)
  await judgeOverdue(court, today, where)
  await judgeAging(court, today, where)
  await judgeFuture(court, today, where)
  if (isEdge || random.chance(0.15)) await bookUndated(court, today, where)
}

/** What is overdue, since how many days, and what was paid this month. */
async function judgeOverdue({ client, open, paidCents }: Court, today: string, where: string): Promise<void> {
  const told = await everyPage(client, '/invoices?view=overdue&sort=dueDate&limit=100')
  const toldDays = told.map(({ id, isOverdue, daysOverdue }) => `${id} ${isOverdue} ${daysOverdue}`)
  const known = open
    .filter(({ dueDate }) => dueDate < today)
    .map(({ id, dueDate }) => `${id} true ${daysFrom(dueDate, today)}`)
  holds(
    toldDays.sort().join() === known.sort().join(),
    `overdue is ${toldDays.join(', ') || 'nothing'} ${where}, and should be ${known.join(', ') || 'nothing'}`,
  )
  const stats = expectOk(await client.get('/invoices/stats'))
  const paid = amountIn(paidCents.get(today.slice(0, 7)) ?? 0, 'USD')
  holds(
    stats.body.paidThisMonth === paid && stats.body.overdueCount === known.length,
    `the cards tell ${stats.body.paidThisMonth} paid this month and ${stats.body.overdueCount} overdue ${where}, not ${paid} and ${known.length}`,
  )
}

/** All rows of a list, page after page. */
async function everyPage(client: Client, path: string): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = []
  for (let next: unknown = path; typeof next === 'string'; ) {
    const { body } = expectOk(await client.get(next))
    rows.push(...(Array.isArray(body.data) ? body.data.filter(isObject) : []))
    next = typeof body.nextCursor === 'string' ? `${path}&cursor=${body.nextCursor}` : null
  }
  return rows
}

async function judgeAging({ client, open }: Court, today: string, where: string): Promise<void> {
  const report = expectOk(await client.get('/reports/aging'))
  const totals = isObject(report.body.totals) ? report.body.totals : {}
  const known = { current: 0, days1To30: 0, days31To60: 0, days61To90: 0, over90: 0 }
  const buckets = Object.keys(known) as (keyof typeof known)[]
  for (const { dueDate, balanceCents } of open) {
    const late = dueDate < today ? daysFrom(dueDate, today) : 0
    const bucket = buckets[Math.min(4, Math.ceil(late / 30))] ?? 'current'
    known[bucket] += balanceCents
  }
  holds(report.body.asOf === today, `aging is as of ${report.body.asOf} ${where}`)
  for (const bucket of buckets) {
    const told = String(totals[bucket])
    holds(
      centsIn(told) === known[bucket],
      `${bucket} is ${told} ${where}, and should be ${known[bucket]} cents`,
    )
  }
}

/** Tomorrow is refused wherever a date is taken, today is not; a statement covers days that are over. */
async function judgeFuture(court: Court, today: string, where: string): Promise<void> {
  const { client, customerId, draftId, open } = court
  const tomorrow = daysLater(today, 1)
  const yesterday = daysLater(today, -1)
  const send = (issueDate: string) => client.post(`/invoices/${draftId}/send?dryRun=true`, { issueDate })
  const statement = (day: string) =>
    client.post(`/customers/${customerId}/statements?dryRun=true`, { periodStart: day, periodEnd: day })
  const pay = (date: string) =>
    client.post(`/invoices/${open[0]?.id}/payments?dryRun=true`, { amount: '1.00', method: 'cash', date })
  requireTaken(await send(today), `an issue date of today, ${today},`, where)
  requireRefused(await send(tomorrow), `an issue date of tomorrow, ${tomorrow},`, where)
  requireTaken(await statement(yesterday), `a statement of yesterday, ${yesterday},`, where)
  requireRefused(await statement(today), `a statement of today, ${today},`, where)
  if (open.length === 0) return
  requireTaken(await pay(today), `a payment of today, ${today},`, where)
  requireRefused(await pay(tomorrow), `a payment of tomorrow, ${tomorrow},`, where)
}

function requireTaken(answer: Answer, what: string, where: string): void {
  holds(
    answer.status === 200 || answer.status === 201,
    () => `${what} was answered ${answer.status} ${where}: ${answer.text.slice(0, 200)}`,
  )
}

function requireRefused(answer: Answer, what: string, where: string): void {
  holds(
    codeOf(answer) === 'date_in_future',
    () => `${what} was answered ${answer.status} ${where}: ${answer.text.slice(0, 200)}`,
  )
}

/** Books without saying when: an invoice by its terms, one that is due today, and a payment. */
async function bookUndated(court: Court, today: string, where: string): Promise<void> {
  const { client, open, paidCents } = court
  const [inTime, atOnce] = [await draft(court), await draft(court)]
  for (const [id, body, dueDate] of [
    [inTime, {}, daysLater(today, 15)],
    [atOnce, { dueDate: today }, today],
  ] as const) {
    const sent = expectOk(await client.post(`/invoices/${id}/send`, body))
    const told = ['issueDate', 'postingDate', 'dueDate'].map((field) => textOf(sent, field)).join(', ')
    holds(
      told === [today, today, dueDate].join(', '),
      `an invoice is issued, posted and due on ${told} ${where}, not on ${today}, ${today}, ${dueDate}`,
    )
    open.push({ id, dueDate, balanceCents: 1_000 })
  }
  const paid = expectOk(await client.post(`/invoices/${inTime}/payments`, { amount: '1.00', method: 'cash' }))
  const told = `${textOf(paid, 'date')}, ${textOf(paid, 'postingDate')}`
  holds(told === `${today}, ${today}`, `a payment is dated and posted ${told} ${where}, not ${today}`)
  const invoice = open.find(({ id }) => id === inTime)
  if (invoice) invoice.balanceCents -= 100
  const month = today.slice(0, 7)
  paidCents.set(month, (paidCents.get(month) ?? 0) + 100)
}
