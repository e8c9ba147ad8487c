import { setTimeout as pause } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import type { NotedHead } from '../contract/audit.ts'
import { connect } from '../database/connect.ts'
import type { DB } from '../database/tables.ts'
import { clockOf } from '../server/clock.ts'
import { addressOf, bundle } from './bundle.ts'
import { clientOf, numberOf, textOf } from './client.ts'
import type { Mutant } from './mutant.ts'
import { type History, tailLength, tamperings } from './p10-tamperings.ts'
import { allOf, type Figures, holds, type Proof, type Trial } from './proof.ts'
import { type Random, randomFrom } from './random.ts'
import { expectOk, onStage, type Stage, type StageCompany } from './stage.ts'

const sizes = {
  small: { clients: 16, writesOfEach: 15, rounds: 2 },
  full: { clients: 64, writesOfEach: 150, rounds: 10 },
}
const sealEveryMs = 1_000
const allowedLagMs = 5_000

/**
 * Clients write while a sealer seals beside them: no write waits for it, and it is never more than five seconds behind.
 * Then somebody with the server's password changes history in every way there is. Each time verify says so, and names
 * where; put back, all holds again, and the other company never noticed.
 */
export const historyProof: Proof = {
  id: 'P10',
  name: 'history',
  promise: 'History cannot be changed unseen, not even with the server’s password',
  run: (trial) => onStage({ ...trial, mutant: null }, (stage) => play(stage, trial)),
}

/** The code that is judged: of the mutant where there is one. The server that writes the history is always the real one. */
interface Code {
  sealEntries: typeof import('../invoicing/audit/seal-entries.ts').sealEntries
  noteHead: typeof import('../invoicing/audit/note-head.ts').noteHead
  sealerOn: typeof import('../worker/sealer.ts').sealerOn
  verifyCompany: typeof import('../invoicing/verification/verify-company.ts').verifyCompany
}

async function load(mutant: Mutant | null): Promise<Code> {
  const of = async (file: string) => addressOf(await bundle(file, mutant, { part: true }))
  return {
    ...(await import(await of('invoicing/audit/seal-entries.ts'))),
    ...(await import(await of('invoicing/audit/note-head.ts'))),
    ...(await import(await of('worker/sealer.ts'))),
    ...(await import(await of('invoicing/verification/verify-company.ts'))),
  }
}

async function play(stage: Stage, { size, seed, mutant }: Trial): Promise<Figures> {
  const startedAt = Date.now()
  const code = await load(mutant)
  const pool = connect(stage.appUrl, { maximum: 2, name: 'platen-proof-sealer' })
  try {
    const us = await stage.company('Proof of history')
    const them = await stage.company('The neighbours')
    const written = await writeBesideTheSealer(stage, code, pool, us, sizes[size])
    // A machine that does much else is slow for other reasons; by hand it counts.
    holds(
      size === 'small' || Number(written.longestLagMs) <= allowedLagMs,
      () => `an entry was sealed only ${written.longestLagMs} ms after its answer`,
    )
    for (let rate = 1; rate <= tailLength; rate += 1) await changeCompany(us, rate)
    await code.sealEntries({ pool }, them.id, '0')
    const judged = await judge(stage, code, pool, {
      us,
      them,
      random: randomFrom(seed),
      rounds: sizes[size].rounds,
    })
    return { ...written, ...judged, seconds: ((Date.now() - startedAt) / 1000).toFixed(1) }
  } finally {
    await pool.end()
  }
}

/** Makes the history: acknowledged writes from many clients, sealed as a worker does it. */
async function writeBesideTheSealer(
  stage: Stage,
  code: Code,
  pool: Pool,
  company: StageCompany,
  { clients, writesOfEach }: { clients: number; writesOfEach: number },
): Promise<Figures> {
  const sealer = code.sealerOn({ pool, queries: new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }) })
  let isOver = false
  const sealing = (async () => {
    while (!isOver) {
      await sealer.look()
      await pause(sealEveryMs)
    }
    await sealer.look()
  })()
  const client = clientOf(stage.server.url, { apiKey: company.apiKeys.accountant })
  const answered = new Map<string, Date>()
  const before = await entriesOf(stage, company)
  const startedAt = Date.now()
  await allOf(
    Array.from({ length: clients }, async (_, index) => {
      for (let done = 0; done < writesOfEach; done += 1) {
        const made = await client.post('/customers', { name: `Customer ${done} of ${index}` })
        answered.set(textOf(expectOk(made), 'id'), new Date())
      }
    }),
  ).finally(() => {
    isOver = true
  })
  const writingMs = Date.now() - startedAt
  await sealing
  const entries = (await entriesOf(stage, company)) - before
  holds(
    entries === clients * writesOfEach,
    `${clients * writesOfEach} writes left ${entries} entries in the audit log`,
  )
  const longestLagMs = await lagOf(stage, company, answered)
  return { clients, entries, writesPerSecond: Math.round((entries / writingMs) * 1000), longestLagMs }
}

/** How long after its answer a write was sealed, at the longest; all of them are. */
async function lagOf(
  stage: Stage,
  company: StageCompany,
  answered: ReadonlyMap<string, Date>,
): Promise<number> {
  const { rows } = await stage.admin.query<{ entity_id: string; sealed_at: Date | null }>(
    `select a.entity_id, s.sealed_at from invoicing.audit_entries a
     left join invoicing.audit_seals s on s.company_id = $1 and s.entry_id = a.id
     where a.company_id = $1 and a.entity_id = any ($2::uuid[])`,
    [company.id, [...answered.keys()]],
  )
  const lags = rows.map(({ entity_id, sealed_at }) => {
    holds(sealed_at !== null, 'an entry was not sealed')
    return sealed_at.getTime() - (answered.get(entity_id)?.getTime() ?? 0)
  })
  return Math.max(0, ...lags)
}

async function entriesOf(stage: Stage, company: StageCompany): Promise<number> {
  const { rows } = await stage.admin.query<{ count: number }>(
    'select count(*)::int as count from invoicing.audit_entries where company_id = $1',
    [company.id],
  )
  return rows[0]?.count ?? 0
}

/** A change that leaves nothing but its entry. */
async function changeCompany({ clients: { owner } }: StageCompany, taxRate: number): Promise<void> {
  const version = numberOf(expectOk(await owner.get('/company')), 'version')
  const body = { version, taxRate: String(taxRate) }
  expectOk(await owner.send({ method: 'PATCH', path: '/company', body }))
}

/** Every kind of tampering, at places that the seed chooses; each must be found, and nothing else. */
async function judge(
  stage: Stage,
  code: Code,
  pool: Pool,
  { us, them, random, rounds }: { us: StageCompany; them: StageCompany; random: Random; rounds: number },
): Promise<Figures> {
  const clock = clockOf(undefined)
  const heads: NotedHead[] = []
  const auditHeads = {
    note: async (_: string, head: NotedHead) => void heads.push(head),
    noted: async () => heads,
  }
  await code.noteHead({ pool, clock, auditHeads }, us.id)
  const verify = async (company: StageCompany) => {
    const broken = await code.verifyCompany(pool, clock, company.id, company === us ? heads : [])
    return broken.map(({ id, brokenIds }) => `${id} ${brokenIds.join(', ')}`)
  }
  const untouched = await verify(us)
  holds(untouched.length === 0, `verify finds ${untouched.join('; ')} in a history that nobody touched`)
  const history: History = {
    admin: stage.admin,
    companyId: us.id,
    random,
    length: heads[0]?.position ?? 0,
    seal: () => code.sealEntries({ pool }, us.id, '0'),
    write: () => changeCompany(us, 9),
  }
  await keepCopies(stage, us)
  let found = 0
  for (let round = 0; round < rounds; round += 1) {
    for (const { what, tamper, named } of tamperings) {
      const place = await tamper(history)
      const broken = await verify(us)
      holds(broken.length > 0, `nobody sees ${what}`)
      const told = broken.join('; ')
      holds(
        told.includes(named(place)),
        `verify does not name ${named(place)} after ${what}, but ${told.slice(0, 2_000)}`,
      )
      holds((await verify(them)).length === 0, `the neighbours’ history is called broken after ${what}`)
      await putBack(stage, us)
      found += 1
    }
    const after = await verify(us)
    holds(after.length === 0, `verify finds ${after.join('; ')} in a history that was put back`)
  }
  return { tamperings: tamperings.length, found }
}

const tables = ['audit_entries', 'audit_seals'] as const

async function keepCopies(stage: Stage, { id }: StageCompany): Promise<void> {
  await stage.admin.query('create schema kept')
  for (const table of tables) {
    await stage.admin.query(
      `create table kept.${table} as select * from invoicing.${table} where company_id = '${id}'`,
    )
  }
}

/** History as it was. What was written after the copies, to grow over a cut, goes as well. */
async function putBack(stage: Stage, { id }: StageCompany): Promise<void> {
  const statements = tables.map(
    (table) => `delete from invoicing.${table} where company_id = '${id}';
      insert into invoicing.${table} overriding system value select * from kept.${table}`,
  )
  await stage.admin.query(
    `begin; set local session_replication_role = replica; ${statements.join(';')}; commit`,
  )
}
