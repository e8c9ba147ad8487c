import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { wholeDatabase } from '../tests/support/whole-database.ts'
import { type Client, clientOf, textOf } from './client.ts'
import {
  bundledCommand,
  type CommandOutcome,
  type Installation,
  newInstallation,
  runCommand,
} from './installation.ts'
import { allOf, type Figures, holds, type Proof, type Trial } from './proof.ts'
import { expectOk, onStage, type Stage, type StageCompany } from './stage.ts'

const sizes = {
  small: { clients: 16, rounds: 1, writesBetween: 100 },
  full: { clients: 64, rounds: 8, writesBetween: 3_000 },
}
/** What the server under test hashes keys with. */
const secret = 'a secret of the proofs, known to all'

/**
 * Clients of two companies write while `platen backup` runs. What was confirmed before it began is in the backup; restored
 * on another server, which is empty or is replaced, it verifies, and work goes on there with the same keys. At the end, with
 * nobody writing, every row of every table is the same on both servers.
 */
export const backupProof: Proof = {
  id: 'P11',
  name: 'backup',
  promise: 'A backup restores',
  run: (trial) =>
    onStage({ ...trial, mutant: null }, async (stage) => {
      const directory = mkdtempSync(join(tmpdir(), 'platen-proof-backup-'))
      const target = await newInstallation({ PLATEN_SECRET: secret })
      try {
        const command = await bundledCommand(trial.mutant)
        return await play({ stage, target, directory, command, trial })
      } finally {
        await target.remove()
        rmSync(directory, { recursive: true, force: true })
      }
    }),
}

interface Scene {
  stage: Stage
  target: Installation
  directory: string
  /** The command of the code that is judged. */
  command: string
  trial: Trial
}

type Kind = 'customers' | 'invoices' | 'payments'
const kinds: readonly Kind[] = ['customers', 'invoices', 'payments']
type Told = Record<Kind, string[]>

async function play(scene: Scene): Promise<Figures> {
  const { stage, trial } = scene
  const startedAt = Date.now()
  const { clients, rounds, writesBetween } = sizes[trial.size]
  const companies = [await stage.company('Proof of backups'), await stage.company('The neighbours')]
  const told: Told = { customers: [], invoices: [], payments: [] }
  const callers = Array.from({ length: clients }, (_, index) => callerOf(stage, companies[index % 2]))
  const backups: { bytes: number; ms: number }[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const { before, backup } = await underLoad(callers, told, writesBetween, async () => {
      const sure: Told = structuredClone(told)
      return { before: sure, backup: await backUp(scene, sure) }
    })
    backups.push(backup)
    await restore(scene, backup.file)
    await judge(scene, before, backup.tables)
    await verify(scene)
  }
  const rows = await compareAtRest(scene)
  await verify(scene)
  await goOn(scene, companies[0])
  return {
    clients,
    backups: backups.length,
    confirmed: confirmed(told),
    lost: 0,
    rowsCompared: rows,
    largestKb: Math.round(Math.max(...backups.map(({ bytes }) => bytes)) / 1000),
    longestBackupMs: Math.max(...backups.map(({ ms }) => ms)),
    seconds: ((Date.now() - startedAt) / 1000).toFixed(1),
  }
}

function confirmed(told: Told): number {
  return kinds.reduce((sum, kind) => sum + told[kind].length, 0)
}

function callerOf({ server }: Stage, company: StageCompany | undefined): Client {
  return clientOf(server.url, { apiKey: company?.apiKeys.accountant ?? '' })
}

/** Has all callers write, does something once that many writes were confirmed, and lets them end what they are at. */
async function underLoad<Result>(
  callers: readonly Client[],
  told: Told,
  writesBefore: number,
  work: () => Promise<Result>,
): Promise<Result> {
  let isOver = false
  const writing = allOf(callers.map((caller) => write(caller, told, () => isOver)))
  // Judged below; until then its failure is nobody's yet, but nothing goes on without it.
  writing.catch(() => {
    isOver = true
  })
  try {
    const enough = confirmed(told) + writesBefore
    while (confirmed(told) < enough && !isOver) await pause(20)
    return await work()
  } finally {
    isOver = true
    await writing
  }
}

/** Customers, invoices and payments, one after the other; each is told once it was confirmed. */
async function write(client: Client, told: Told, isOver: () => boolean): Promise<void> {
  const confirm = async (kind: Kind, path: string, body: unknown): Promise<string> => {
    const id = textOf(expectOk(await client.post(path, body)), 'id')
    told[kind].push(id)
    return id
  }
  while (!isOver()) {
    const customerId = await confirm('customers', '/customers', { name: 'Somebody who buys' })
    const lineItems = [{ description: 'Shirts', quantity: '10', unitPrice: '12.50' }]
    const id = await confirm('invoices', '/invoices', { customerId, lineItems })
    expectOk(await client.post(`/invoices/${id}/send`, {}))
    await confirm('payments', `/invoices/${id}/payments`, { amount: '40.00', method: 'ach' })
  }
}

/** Backs up with the code that is judged, and looks whether what was confirmed before can be in it at all. */
async function backUp(
  { stage, directory, command }: Scene,
  before: Told,
): Promise<{ file: string; bytes: number; ms: number; tables: Record<string, number> }> {
  const file = join(directory, 'under-load.backup')
  const env = {
    ...process.env,
    DATABASE_URL: stage.appUrl,
    DATABASE_ADMIN_URL: stage.adminUrl,
    PLATEN_DATA_DIR: join(directory, 'source'),
    PLATEN_SECRET: secret,
  }
  const startedAt = Date.now()
  const outcome = await runCommand(command, ['backup', file, '--force', '--json'], env)
  holds(outcome.code === 0, () => `platen backup ended with ${outcome.code}: ${outcome.err}`)
  const { bytes, tables } = JSON.parse(outcome.out) as { bytes: number; tables: Record<string, number> }
  for (const kind of kinds) {
    const count = tables[`invoicing.${kind}`] ?? 0
    holds(
      count >= before[kind].length,
      `the backup holds ${count} ${kind}, and ${before[kind].length} were confirmed before it began`,
    )
  }
  return { file, bytes, ms: Date.now() - startedAt, tables }
}

/** Restores it in place of what the backup before had brought, and leaves the server running, with nobody at work in it. */
async function restore({ target }: Scene, file: string): Promise<void> {
  await target.stop()
  const restored = await target.run(['restore', file, '--replace', '--json'])
  holds(restored.code === 0, () => `the backup does not restore: ${told(restored)}`)
  await target.start({ workers: 0 })
}

/** Asked after the rows were compared, for a verification leaves a row of its own. */
async function verify({ target }: Scene): Promise<void> {
  const verified = await target.run(['verify'])
  holds(verified.code === 0 && verified.out === '', () => `verify finds ${told(verified)}`)
}

function told({ out, err }: CommandOutcome): string {
  return `${err} ${out}`.trim().slice(0, 600)
}

/** Every confirmed row is there, and every table has as many rows as the backup says. */
async function judge(
  { target }: Scene,
  before: Told,
  tables: Readonly<Record<string, number>>,
): Promise<void> {
  const adminUrl = await target.databaseUrl('admin')
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    for (const kind of kinds) {
      const { rows } = await admin.query<{ lost: number }>(
        `select count(*)::int as lost from unnest($1::uuid[]) told (id)
         where not exists (select from invoicing.${kind} t where t.id = told.id)`,
        [before[kind]],
      )
      holds(rows[0]?.lost === 0, `${rows[0]?.lost} of ${before[kind].length} confirmed ${kind} are lost`)
    }
    for (const [name, count] of Object.entries(tables)) {
      // Whatever was not sealed yet was sealed on restoring, and the backup itself was noted.
      if (['invoicing.audit_seals', 'auth.backups'].includes(name)) continue
      const { rows } = await admin.query<{ count: number }>(`select count(*)::int as count from ${name}`)
      holds(rows[0]?.count === count, `${name} was backed up with ${count} rows and has ${rows[0]?.count}`)
    }
  } finally {
    await admin.end()
  }
}

/** With nobody writing, a backup and what came of it are the same, byte by byte. Gives how many rows that were. */
async function compareAtRest(scene: Scene): Promise<number> {
  const { stage, target } = scene
  const { rows: companies } = await stage.admin.query<{ id: string }>('select id from auth.companies')
  for (const company of companies) await stage.seal(company)
  const { file } = await backUp(scene, { customers: [], invoices: [], payments: [] })
  await restore(scene, file)
  const here = await wholeDatabase(stage.adminUrl)
  const there = await wholeDatabase(await target.databaseUrl('admin'))
  let compared = 0
  for (const [name, { hash, rows: count }] of Object.entries(here)) {
    if (['auth.sessions', 'auth.backups', 'jobs.worker_processes'].includes(name)) continue
    holds(there[name]?.hash === hash, `${name} came back with other rows: ${there[name]?.rows} of ${count}`)
    compared += count
  }
  return compared
}

/** The same key opens the restored installation, and the next invoice has the next number. */
async function goOn({ stage, target }: Scene, company: StageCompany | undefined): Promise<void> {
  const apiKey = company?.apiKeys.accountant ?? ''
  const draft = { lineItems: [{ description: 'Caps', quantity: '1', unitPrice: '9.00' }] }
  const numbers = []
  for (const url of [stage.server.url, target.url]) {
    const client = clientOf(url, { apiKey })
    const customerId = textOf(expectOk(await client.post('/customers', { name: 'The next one' })), 'id')
    numbers.push(textOf(expectOk(await client.post('/invoices', { ...draft, customerId })), 'invoiceNumber'))
  }
  holds(
    numbers[0] === numbers[1],
    `the next invoice is ${numbers[0]} here and ${numbers[1]} after the restore`,
  )
}
