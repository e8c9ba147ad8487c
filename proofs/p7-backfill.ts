import { setTimeout as pause } from 'node:timers/promises'
import type { BackfillName } from '../contract/backfills.ts'
import { type Damage, type DamagedCompany, damagedCompany, nameBy, undamaged } from './backfill-damage.ts'
import { type Answer, type Client, clientOf, isObject, numberOf, textOf } from './client.ts'
import { allOf, type Figures, holds, type Proof, type Trial } from './proof.ts'
import { type Random, randomFrom } from './random.ts'
import { rowsFingerprint } from './rows.ts'
import { expectOk, onStage, type Stage, type StageCompany } from './stage.ts'

const sizes = {
  small: { customers: 45, kills: 5, batchSize: 3 },
  full: { customers: 2_000, kills: 20, batchSize: 40 },
}
const clerks = 4

/**
 * Snapshots and sums of a company are damaged. A dry run tells of it and writes nothing. A run is killed at random points,
 * with its server, and goes on, while clerks found customers, rename others and invoice them: it repairs each entry exactly
 * once, keeps what a hand holds, and forgets nobody. A second run beside the clerks, and a third in the quiet, write nothing.
 */
export const backfillProof: Proof = {
  id: 'P7',
  name: 'backfill',
  promise: 'A backfill can be stopped and run again',
  run: (trial) => onStage({ ...trial }, (stage) => play(stage, trial)),
}

/** The counts of a run, as the last of its batches told them. */
interface Outcome extends Damage {
  batches: number
}

async function play(stage: Stage, { size, seed }: Trial): Promise<Figures> {
  const startedAt = Date.now()
  const { customers, kills, batchSize } = sizes[size]
  const random = randomFrom(seed)
  const company = await stage.company('Proof of backfills')
  const damaged = await damagedCompany(stage, company, customers, random)
  const { expected } = damaged
  await tryDry(stage, company, damaged)
  const run = { stage, company, batchSize, random }
  const { killed, restarts, written } = await besideClerks(run, damaged, async () => {
    const first = await runKilled(run, kills)
    expectRepaired('the run', first.outcome, expected['customer-invoices'])
    const totals = await runWhole(run, 'customer-totals')
    expectRepaired('the run of sums', totals, expected['customer-totals'])
    expectNothing('a second run beside the clerks', await runWhole(run, 'customer-invoices'))
    return { killed: first.killed, restarts: first.restarts, written: first.outcome.written + totals.written }
  })
  await stage.verify(company)
  const before = await cachesFingerprint(stage, company)
  const third = await runWhole(run, 'customer-invoices')
  expectNothing('the third run', third)
  holds(
    third.kept === expected['customer-invoices'].kept,
    `${third.kept} entries are held by hand, and ${expected['customer-invoices'].kept} were edited`,
  )
  for (const name of ['customer-totals', ...undamaged] as const)
    expectNothing(`a run of ${name}`, await runWhole(run, name))
  holds(before === (await cachesFingerprint(stage, company)), 'runs that wrote nothing changed rows')
  return {
    customers,
    kills: killed,
    batchesLost: restarts,
    written,
    removed: expected['customer-invoices'].removed,
    kept: third.kept,
    writtenAgain: 0,
    seconds: ((Date.now() - startedAt) / 1000).toFixed(1),
  }
}

interface Run {
  stage: Stage
  company: StageCompany
  batchSize: number
  random: Random
}

/** Batch by batch with the cursor of the one before, as a dry run is driven. It tells everything, and no row changes. */
async function tryDry(stage: Stage, company: StageCompany, { expected }: DamagedCompany): Promise<void> {
  const before = await rowsFingerprint(stage.admin, company.id)
  for (const name of ['customer-invoices', 'customer-totals'] as const) {
    const told: Damage = { written: 0, removed: 0, kept: 0 }
    let cursor: unknown = null
    do {
      const batch: Answer = expectOk(
        await company.clients.admin.post(`/backfills/${name}/runs?dryRun=true`, {
          batchSize: 37,
          ...(cursor === null ? {} : { cursor }),
        }),
      )
      for (const field of ['written', 'removed', 'kept'] as const) told[field] += numberOf(batch, field)
      cursor = batch.body.cursor
    } while (cursor !== null)
    expectRepaired(`the dry run of ${name}`, told, expected[name])
  }
  holds(before === (await rowsFingerprint(stage.admin, company.id)), 'a dry run changed rows')
}

/** A run whose server is killed again and again while a batch is under way, and that goes on where it stood. */
async function runKilled(
  run: Run,
  kills: number,
): Promise<{ outcome: Outcome; killed: number; restarts: number }> {
  const { stage, batchSize, random } = run
  const client = clientOf(stage.server.url, { apiKey: run.company.apiKeys.admin })
  let standing: Readonly<Record<string, unknown>> | null = null
  let killed = 0
  let restarts = 0
  let typicalMs = 0
  while (!standing?.finishedAt) {
    const place = standing === null ? { resume: true } : { runId: standing.runId }
    const startedAt = Date.now()
    const asked = client.post('/backfills/customer-invoices/runs', { ...place, batchSize })
    // The first batch shows how long one takes; from then on every other one is cut off, until there were enough.
    if (standing === null || killed === kills || random.chance(0.5)) {
      standing = expectOk(await asked).body
      typicalMs = Date.now() - startedAt
      continue
    }
    await pause(random.integer(0, typicalMs))
    await stage.server.kill()
    await asked
    await stage.server.restart()
    killed += 1
    const found = await lastRun(client)
    holds(found !== null, 'the run that was cut off is gone')
    if (found.batches === standing.batches) restarts += 1
    standing = found
  }
  return { outcome: outcomeOf(standing), killed, restarts }
}

async function lastRun(client: Client): Promise<Readonly<Record<string, unknown>> | null> {
  const { data } = expectOk(await client.get('/backfills')).body
  const listed = Array.isArray(data) ? data.filter(isObject) : []
  const run = listed.find(({ name }) => name === 'customer-invoices')?.lastRun
  return isObject(run) ? run : null
}

async function runWhole({ company, batchSize }: Run, name: BackfillName): Promise<Outcome> {
  const path = `/backfills/${name}/runs`
  let batch = expectOk(await company.clients.admin.post(path, { batchSize }))
  while (batch.body.finishedAt === null) {
    const runId = textOf(batch, 'runId')
    batch = expectOk(await company.clients.admin.post(path, { runId, batchSize }))
  }
  return outcomeOf(batch.body)
}

function outcomeOf(body: Readonly<Record<string, unknown>>): Outcome {
  const { batches, written, removed, kept } = body
  return {
    batches: Number(batches),
    written: Number(written),
    removed: Number(removed),
    kept: Number(kept),
  }
}

function expectRepaired(what: string, told: Damage, expected: Damage): void {
  for (const field of ['written', 'removed'] as const) {
    holds(
      told[field] === expected[field],
      `${what} tells of ${told[field]} ${field} of ${expected[field]} that were damaged`,
    )
  }
}

function expectNothing(what: string, { written, removed }: Damage): void {
  holds(written + removed === 0, `${what} wrote ${written} and removed ${removed}`)
}

/** Clerks at another server, who found customers, sell to them, rename others and draft for them, while something is done. */
async function besideClerks<Result>(
  { stage, company, random }: Run,
  { customerIds }: DamagedCompany,
  work: () => Promise<Result>,
): Promise<Result> {
  const { url } = await stage.addServer()
  const client = clientOf(url, { apiKey: company.apiKeys.accountant })
  let isOver = false
  const clerk = async (choices: Random) => {
    while (!isOver) {
      await sell(client, textOf(expectOk(await client.post('/customers', { name: nameBy(choices) })), 'id'))
      await rename(client, choices.pick(customerIds), nameBy(choices))
    }
  }
  const working = allOf(Array.from({ length: clerks }, () => clerk(random.fork())))
  working.catch(() => undefined)
  try {
    return await work()
  } finally {
    isOver = true
    await working
  }
}

async function sell(client: Client, customerId: string): Promise<void> {
  const lineItems = [{ description: 'Caps', quantity: '4', unitPrice: '9.00' }]
  const invoiceId = textOf(expectOk(await client.post('/invoices', { customerId, lineItems })), 'id')
  expectOk(await client.post(`/invoices/${invoiceId}/send`, {}))
  expectOk(await client.post(`/invoices/${invoiceId}/payments`, { amount: '10.00', method: 'cash' }))
}

/** Renames a customer, who then stands elsewhere in every list by name, and drafts an invoice for them. */
async function rename(client: Client, customerId: string, name: string): Promise<void> {
  const path = `/customers/${customerId}`
  const version = numberOf(expectOk(await client.get(path)), 'version')
  const renamed = await client.send({ method: 'PATCH', path, body: { version, name } })
  // Another clerk may have been faster.
  if (renamed.status !== 409) expectOk(renamed)
  const lineItems = [{ description: 'Bags', quantity: '3', unitPrice: '2.00' }]
  expectOk(await client.post('/invoices', { customerId, lineItems }))
}

/** A hash over every row that a backfill may write. */
async function cachesFingerprint({ admin }: Stage, { id }: StageCompany): Promise<string> {
  const caches = ['customer_invoice_summaries', 'customer_quote_summaries', 'customer_order_summaries']
  const parts = [...caches, 'customer_totals', 'customers'].map(
    (table) => `(select coalesce(md5(string_agg(t::text, E'\\n' order by t::text collate "C")), '')
      from invoicing.${table} t where company_id = $1)`,
  )
  const { rows } = await admin.query<{ hash: string }>(`select concat_ws(' ', ${parts.join(', ')}) as hash`, [
    id,
  ])
  return rows[0]?.hash ?? ''
}
