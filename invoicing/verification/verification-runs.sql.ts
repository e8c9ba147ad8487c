import { sql } from 'kysely'
import type { Door } from '../../contract/audit.ts'
import type { BrokenPromise, VerificationRun } from '../../contract/verification.ts'
import type { Transaction } from '../../database/transaction.ts'

interface RunRow {
  id: string
  door: Door
  started_by: string | null
  started_at: Date
  updated_at: Date
  finished_at: Date | null
  took_ms: number | null
  lines: number
  checked: number
  broken: BrokenPromise[]
  failure: string | null
}

const columns = sql`r.id, r.door, (select n.name from auth.names_of(array[r.started_by_user_id]) n) as started_by,
  r.started_at, r.updated_at, r.finished_at, r.took_ms, r.lines, r.checked, r.broken, r.failure`

function toRun(row: RunRow): VerificationRun {
  const { id, door, lines, checked, broken, failure } = row
  return {
    ...{ id, door, lines, checked, broken, failure },
    startedBy: row.started_by,
    startedAt: row.started_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    tookMs: row.took_ms,
  }
}

/** A run that nobody heard of for this long was cut off; so is one that no worker took up. */
const cutOffAfter = sql`interval '10 minutes'`

export async function insertRun(
  tx: Transaction,
  run: { door: Door; byUserId: string; lines: number },
): Promise<VerificationRun> {
  const { rows } = await sql<RunRow>`
    insert into invoicing.verification_runs as r (company_id, door, started_by_user_id, lines)
    values (${tx.company.companyId}, ${run.door}, ${run.byUserId}, ${run.lines}) returning ${columns}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('An inserted run gave no row')
  return toRun(row)
}

/** Lets one transaction at a time look for a run under way and begin another. */
export async function lockVerification(tx: Transaction): Promise<void> {
  const key = `verification ${tx.company.companyId}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx.db)
}

export async function readRunUnderWay(tx: Transaction): Promise<VerificationRun | null> {
  const { rows } = await sql<RunRow>`
    select ${columns} from invoicing.verification_runs r
    where r.company_id = ${tx.company.companyId} and r.finished_at is null and r.updated_at > now() - ${cutOffAfter}
    order by r.started_at desc, r.id limit 1
  `.execute(tx.db)
  return rows[0] ? toRun(rows[0]) : null
}

/** The run that ended last. */
export async function readLastRun(tx: Transaction): Promise<VerificationRun | null> {
  const { rows } = await sql<RunRow>`
    select ${columns} from invoicing.verification_runs r
    where r.company_id = ${tx.company.companyId} and r.finished_at is not null
    order by r.started_at desc, r.id limit 1
  `.execute(tx.db)
  return rows[0] ? toRun(rows[0]) : null
}

export async function readRun(tx: Transaction, id: string): Promise<VerificationRun | null> {
  const { rows } = await sql<RunRow>`
    select ${columns} from invoicing.verification_runs r
    where r.company_id = ${tx.company.companyId} and r.id = ${id}
  `.execute(tx.db)
  return rows[0] ? toRun(rows[0]) : null
}

export async function advanceRun(tx: Transaction, id: string, checked: number): Promise<void> {
  await sql`
    update invoicing.verification_runs set checked = ${checked}, updated_at = now()
    where company_id = ${tx.company.companyId} and id = ${id} and finished_at is null
  `.execute(tx.db)
}

/** Keeps what a run found; of a run that ended, nothing any more. */
export async function finishRun(
  tx: Transaction,
  id: string,
  outcome: { broken: readonly BrokenPromise[]; failure: string | null; tookMs: number },
): Promise<void> {
  await sql`
    update invoicing.verification_runs set broken = ${JSON.stringify(outcome.broken)}::jsonb,
      failure = ${outcome.failure}, took_ms = ${outcome.tookMs}, updated_at = now(), finished_at = now(),
      checked = case when ${outcome.failure}::text is null then lines else checked end
    where company_id = ${tx.company.companyId} and id = ${id} and finished_at is null
  `.execute(tx.db)
}
