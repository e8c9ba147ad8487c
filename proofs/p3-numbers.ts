import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Answer, type Client, clientOf, codeOf, textOf } from './client.ts'
import { allOf, type Figures, holds, Miss, type Proof, type Trial } from './proof.ts'
import { type Random, randomFrom } from './random.ts'
import type { ServerUnderTest } from './server-under-test.ts'
import { expectOk, onStage, type Stage, type StageCompany, unused } from './stage.ts'

const clients = 16
const creationsOfEach = { small: 100, full: 5_000 }
const serverKills = { small: 2, full: 20 }

/**
 * Clients create invoices and customers through two server processes while half of the creations come to nothing: dry
 * runs, refusals, connections that PostgreSQL ends, a server killed again and again. Then every number of both series is
 * there once, from the first to where the counter stands, and each belongs to the creation that was told it.
 */
export const numbersProof: Proof = {
  id: 'P3',
  name: 'numbers',
  promise: 'Numbers are unique and without gaps, whatever is aborted or killed',
  run: (trial) => onStage({ ...trial, connections: 8 }, (stage) => play(stage, trial)),
}

type Series = 'invoice' | 'customer'

interface Game {
  stage: Stage
  company: StageCompany
  steady: Client
  mortal: { client: Client; server: ServerUnderTest }
  /** Many, because the lock on one customer would put their invoices in a row, and hide what the counter must do. */
  customerIds: string[]
  /** The number that each acknowledged creation was told, by the id of what it made. */
  told: Record<Series, Map<string, string>>
  counts: { creations: number; dryRuns: number; refused: number; brokenOff: number; connectionsEnded: number }
  isOver: boolean
}

async function play(stage: Stage, { size, seed }: Trial): Promise<Figures> {
  const startedAt = Date.now()
  const random = randomFrom(seed)
  const company = await stage.company('Proof of numbers')
  const apiKey = company.apiKeys.accountant
  const mortalServer = await stage.addServer()
  const steady = clientOf(stage.server.url, { apiKey })
  const game: Game = {
    stage,
    company,
    steady,
    mortal: { client: clientOf(mortalServer.url, { apiKey }), server: mortalServer },
    customerIds: [],
    told: { invoice: new Map(), customer: new Map() },
    counts: { creations: 0, dryRuns: 0, refused: 0, brokenOff: 0, connectionsEnded: 0 },
    isOver: false,
  }
  for (let index = 0; index < clients; index += 1) {
    const customer = expectOk(await steady.post('/customers', { name: `Customer ${index}` }))
    game.customerIds.push(textOf(customer, 'id'))
    game.told.customer.set(textOf(customer, 'id'), textOf(customer, 'customerNumber'))
  }
  const workers = Array.from({ length: clients }, () => work(game, random.fork(), creationsOfEach[size]))
  const working = allOf(workers).finally(() => {
    game.isOver = true
  })
  const disturbing = [
    endConnections(game),
    killServer(game, serverKills[size], clients * creationsOfEach[size]),
  ]
  await allOf<unknown>([working, ...disturbing])
  await judge(
    game,
    'invoice',
    'select id, invoice_number as number, number_value as value from invoicing.invoices',
  )
  await judge(
    game,
    'customer',
    `select id, customer_number as number, substring(customer_number from '[0-9]+$')::bigint as value from invoicing.customers`,
  )
  await stage.verify(company)
  holds(game.counts.brokenOff > 0, 'no creation was broken off: the proof judged nothing')
  return {
    clients,
    ...game.counts,
    serverKills: serverKills[size],
    numbers: game.told.invoice.size + game.told.customer.size,
    seconds: ((Date.now() - startedAt) / 1000).toFixed(1),
  }
}

async function work(game: Game, random: Random, creations: number): Promise<void> {
  for (let done = 0; done < creations; done += 1) {
    const series = random.chance(0.8) ? 'invoice' : 'customer'
    const dice = random.integer(1, 10)
    if (dice <= 7) await create(game, random, series)
    else if (dice <= 8) await tryOut(game, random, series)
    else await createWhatIsRefused(game, random, series)
    game.counts.creations += 1
  }
}

function request(
  game: Game,
  random: Random,
  series: Series,
): { path: string; body: Record<string, unknown> } {
  if (series === 'customer') return { path: '/customers', body: { name: 'A customer' } }
  const lineItems = [{ description: 'Shirts', quantity: '3', unitPrice: '12.50' }]
  return { path: '/invoices', body: { customerId: random.pick(game.customerIds), lineItems } }
}

/** Creates, and repeats what broke off under the same key until an answer says what became of it. */
async function create(game: Game, random: Random, series: Series): Promise<void> {
  const { path, body } = request(game, random, series)
  const key = unused('number')
  let last = ''
  for (let attempt = 1; attempt <= 200; attempt += 1) {
    const client = random.chance(0.5) ? game.steady : game.mortal.client
    const answer = await client.post(path, body, key)
    if (answer.status === 201) {
      const number = textOf(answer, series === 'invoice' ? 'invoiceNumber' : 'customerNumber')
      game.told[series].set(textOf(answer, 'id'), number)
      return
    }
    requireBrokenOff(game, answer)
    last = `${answer.status} ${answer.text.slice(0, 300)}`
    // The server that was killed is started again in a moment.
    if (answer.status === 0) await pause(20)
  }
  throw new Miss(
    `a creation was broken off 200 times in a row, at last with ${last}\n${game.stage.server.log()}`,
  )
}

async function tryOut(game: Game, random: Random, series: Series): Promise<void> {
  const { path, body } = request(game, random, series)
  const client = random.chance(0.5) ? game.steady : game.mortal.client
  const answer = await client.post(`${path}?dryRun=true`, body)
  if (answer.status === 201) game.counts.dryRuns += 1
  else requireBrokenOff(game, answer)
}

async function createWhatIsRefused(game: Game, random: Random, series: Series): Promise<void> {
  const { path, body } = request(game, random, series)
  const wrong = {
    invoice: random.pick([
      { customerId: randomUUID() },
      { discounts: [{ description: 'Too much', kind: 'amount', value: '99999.00' }] },
      { shipping: '1.001' },
    ]),
    customer: random.pick([{ defaultCurrency: 'KWD' }, { phone: '12' }, { name: '' }]),
  }[series]
  const answer = await game.steady.post(path, { ...body, ...wrong })
  if (answer.status >= 400 && answer.status < 500) game.counts.refused += 1
  else requireBrokenOff(game, answer)
}

/** An answer that leaves open what happened is allowed here, and counted; any other surprise is not. */
function requireBrokenOff(game: Game, answer: Answer): void {
  const isOpen = answer.status === 0 || answer.status === 503
  holds(
    isOpen || codeOf(answer) === 'busy',
    () =>
      `a creation was answered ${answer.status}: ${answer.text.slice(0, 200)}\n${game.stage.server.log()}`,
  )
  game.counts.brokenOff += 1
}

/** Ends connections of the application, those first that have taken a number and not committed yet. */
async function endConnections(game: Game): Promise<void> {
  while (!game.isOver) {
    const { rowCount } = await game.stage.admin.query(`
      select pg_terminate_backend(pid) from (
        select pid from pg_stat_activity
        where datname = current_database() and application_name = 'platen-proof' and state <> 'idle'
        order by query like '%number_counters%' or query like '%invoice_line_items%' or query like '%customer_totals%' desc,
          random() limit 1
      ) chosen`)
    game.counts.connectionsEnded += rowCount ?? 0
    await pause(80)
  }
}

async function killServer(game: Game, kills: number, creations: number): Promise<void> {
  for (let kill = 1; kill <= kills; kill += 1) {
    while (!game.isOver && game.counts.creations < (creations * kill) / (kills + 1)) await pause(5)
    await game.mortal.server.kill()
    await game.mortal.server.restart()
  }
}

interface Numbered {
  id: string
  number: string
  value: string
}

async function judge(game: Game, series: Series, query: string): Promise<void> {
  const { id: companyId } = game.company
  const rows = await game.stage.admin.query<Numbered>(`${query} where company_id = $1 order by value, id`, [
    companyId,
  ])
  let previous = 0
  for (const { number, value } of rows.rows) {
    holds(Number(value) !== previous, `${number} was given twice`)
    holds(Number(value) === previous + 1, `there is a gap between ${series} number ${previous} and ${number}`)
    previous = Number(value)
  }
  const told = game.told[series]
  for (const { id, number } of rows.rows) {
    holds(told.has(id), `${number} belongs to a creation that nobody was told of`)
    holds(told.get(id) === number, `${told.get(id)} was told, and ${number} is stored`)
  }
  holds(told.size === rows.rows.length, `${told.size - rows.rows.length} acknowledged creations are lost`)
  const counter = await game.stage.admin.query<{ next_value: string }>(
    'select next_value from invoicing.number_counters where company_id = $1 and series = $2',
    [companyId, series],
  )
  const next = Number(counter.rows[0]?.next_value)
  holds(next === previous + 1, `the counter stands at ${next} after number ${previous}`)
}
