import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { connect } from '../database/connect.ts'
import { verifyCompany } from '../invoicing/verification/verify-company.ts'
import { clockOf } from '../server/clock.ts'
import { type Answer, type Client, clientOf, codeOf, textOf } from './client.ts'
import { type Installation, newInstallation } from './installation.ts'
import { allOf, type Figures, holds, Miss, type Proof, type Trial } from './proof.ts'
import { type Random, randomFrom } from './random.ts'
import { expectCookie, expectOk, founderSignIn, unused } from './stage.ts'

const clients = 16
const rounds = { small: 3, full: 40 }
/** A machine that does much else is slow for other reasons; in full size it counts. */
const restartWithinMs = { small: 90_000, full: 10_000 }

/**
 * Clients write to a real `platen start` while it, or PostgreSQL below it, is killed with SIGKILL. Whatever a client was
 * told is there afterwards, writes go on within ten seconds, and all invariants hold.
 */
export const durabilityProof: Proof = {
  id: 'P5',
  name: 'durability',
  promise: 'What was confirmed stays',
  run: async (trial) => {
    const installation = await newInstallation()
    try {
      return await play(installation, trial)
    } finally {
      await installation.remove()
    }
  },
}

interface Told {
  table: 'customers' | 'invoices' | 'payments'
  id: string
}

interface Game {
  random: Random
  restartWithinMs: number
  told: Told[]
  /** How many answers of each client confirmed a write since the last kill. */
  sinceKill: number[]
  brokenOff: number
  lastBreak: string
  isOver: boolean
}

async function play(installation: Installation, { size, seed, mutant }: Trial): Promise<Figures> {
  const startedAt = Date.now()
  await installation.start()
  const admin = new pg.Client({ connectionString: await installation.databaseUrl('admin') })
  await admin.connect()
  for (const statement of mutant?.database ?? []) await admin.query(statement)
  await admin.end()
  const { companyId, callers } = await found(installation)
  const game: Game = {
    random: randomFrom(seed),
    restartWithinMs: restartWithinMs[size],
    told: [],
    sinceKill: callers.map(() => 0),
    brokenOff: 0,
    lastBreak: '',
    isOver: false,
  }
  const writing = allOf(callers.map((caller, index) => write(game, caller, index)))
  // Judged below; until then its failure is nobody's yet.
  writing.catch(() => undefined)
  const outages: { firstMs: number; allMs: number }[] = []
  try {
    for (let round = 1; round <= rounds[size] && !game.isOver; round += 1) {
      await underWay(game)
      outages.push(await kill(installation, game, round))
      await judge(installation, game, companyId, round)
    }
  } finally {
    game.isOver = true
  }
  await writing
  await judge(installation, game, companyId, rounds[size])
  return {
    clients,
    rounds: rounds[size],
    acknowledged: game.told.length,
    lost: 0,
    brokenOff: game.brokenOff,
    longestRestartMs: Math.max(...outages.map(({ firstMs }) => firstMs)),
    longestUntilAllMs: Math.max(...outages.map(({ allMs }) => allMs)),
    seconds: ((Date.now() - startedAt) / 1000).toFixed(1),
  }
}

async function found({ url }: Installation): Promise<{ companyId: string; callers: Client[] }> {
  const signedUp = await clientOf(url).post('/sign-up', {
    name: 'Fay Founder',
    ...founderSignIn,
    companyName: 'Proof of durability',
  })
  const founder = clientOf(url, { cookie: expectCookie(signedUp) })
  const callers: Client[] = []
  for (let index = 0; index < clients; index += 1) {
    const key = await founder.post('/api-keys', { name: `Writer ${index}`, role: 'accountant' })
    callers.push(clientOf(url, { apiKey: textOf(expectOk(key), 'key') }))
  }
  return { companyId: textOf(expectOk(await founder.get('/company')), 'id'), callers }
}

/** Until all clients write, and then some while that the seed chooses: what is killed must have something to lose. */
async function underWay(game: Game): Promise<void> {
  while (!game.isOver && game.sinceKill.some((count) => count === 0)) await pause(10)
  await pause(game.random.integer(300, 1_500))
}

/** Kills the app, PostgreSQL, or both; gives how long it took until a write was confirmed again, and until all could write. */
async function kill(
  installation: Installation,
  game: Game,
  round: number,
): Promise<{ firstMs: number; allMs: number }> {
  const victim = round % 3
  if (victim !== 0) installation.killPostgres()
  if (victim !== 1) await installation.killApp()
  game.sinceKill.fill(0)
  const killedAt = Date.now()
  const until = async (isThere: () => boolean, withinMs: number, what: string) => {
    while (!game.isOver && !isThere()) {
      const outageMs = Date.now() - killedAt
      holds(
        outageMs < withinMs,
        () => `${outageMs} ms after kill ${round} ${what} (${game.lastBreak})\n${installation.log()}`,
      )
      await pause(10)
    }
    return Date.now() - killedAt
  }
  if (victim !== 1) await installation.start()
  const firstMs = await until(
    () => game.sinceKill.some((count) => count > 0),
    game.restartWithinMs,
    'nobody could write',
  )
  const allMs = await until(
    () => game.sinceKill.every((count) => count > 0),
    game.restartWithinMs * 3,
    'somebody could not write',
  )
  return { firstMs, allMs }
}

/** Customers, drafts, sent invoices and payments, one after the other, until it is over. */
async function write(game: Game, client: Client, index: number): Promise<void> {
  const confirm = async (table: Told['table'] | null, path: string, body: unknown): Promise<string> => {
    const answer = await untilAnswered(game, client, path, body)
    if (table) game.told.push({ table, id: textOf(answer, 'id') })
    game.sinceKill[index] = (game.sinceKill[index] ?? 0) + 1
    return textOf(answer, 'id')
  }
  const round = async () => {
    const customerId = await confirm('customers', '/customers', { name: `Customer of ${index}` })
    const lineItems = [{ description: 'Shirts', quantity: '10', unitPrice: '12.50' }]
    const id = await confirm('invoices', '/invoices', { customerId, lineItems })
    await confirm(null, `/invoices/${id}/send`, {})
    await confirm('payments', `/invoices/${id}/payments`, { amount: '40.00', method: 'ach' })
  }
  try {
    while (!game.isOver) await round()
  } catch (error) {
    if (error instanceof WasBrokenOff) return
    game.isOver = true
    throw error
  }
}

/** It is over, and a request that had no answer is not repeated any more. */
class WasBrokenOff extends Error {}

/** Repeats what broke off, under the same key, as a client does that must know. */
async function untilAnswered(game: Game, client: Client, path: string, body: unknown): Promise<Answer> {
  const key = unused('durable')
  for (;;) {
    const answer = await client.post(path, body, key)
    if (answer.status >= 200 && answer.status < 300) return answer
    if (game.isOver) throw new WasBrokenOff()
    const isOpen = [0, 429, 503].includes(answer.status) || codeOf(answer) === 'busy'
    if (!isOpen) throw new Miss(`${path} was answered ${answer.status}: ${answer.text.slice(0, 300)}`)
    game.brokenOff += 1
    game.lastBreak = `${answer.status} ${answer.text.slice(0, 300)}`
    // Clients that hammer a server which is coming up again only keep it down.
    await pause(150)
  }
}

/** Everything that was confirmed until now is in the database, and the books are in order. */
async function judge(
  installation: Installation,
  game: Game,
  companyId: string,
  round: number,
): Promise<void> {
  const told = [...game.told]
  const admin = new pg.Client({ connectionString: await installation.databaseUrl('admin') })
  await admin.connect()
  try {
    for (const table of ['customers', 'invoices', 'payments'] as const) {
      const ids = told.filter((one) => one.table === table).map(({ id }) => id)
      const { rows } = await admin.query<{ lost: number }>(
        `select count(*)::int as lost from unnest($1::uuid[]) told (id)
         where not exists (select from invoicing.${table} t where t.company_id = $2 and t.id = told.id)`,
        [ids, companyId],
      )
      holds(
        rows[0]?.lost === 0,
        `${rows[0]?.lost} of ${ids.length} confirmed ${table} are lost after kill ${round}`,
      )
    }
  } finally {
    await admin.end()
  }
  const pool = connect(await installation.databaseUrl('application'), { maximum: 1, name: 'platen-proof' })
  try {
    const broken = await verifyCompany(pool, clockOf(undefined), companyId)
    holds(broken.length === 0, `after kill ${round} verify finds ${broken.map(({ id }) => id).join(', ')}`)
  } finally {
    await pool.end()
  }
}
