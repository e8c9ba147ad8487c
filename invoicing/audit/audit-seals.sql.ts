import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'

/** Entries that one transaction seals. */
export const sealedAtOnce = 500

/**
 * What an entry `a` says, as one text: a line a field, those that people write in JSON, so that no two entries have one
 * text. Anybody can make it again from a row.
 */
const entryText = sql`concat_ws(E'\n', a.id, to_json(a.occurred_at at time zone 'UTC'), a.actor_user_id, a.door,
  a.operation, a.entity, a.entity_id, coalesce(to_json(a.label)::text, 'null'),
  coalesce(to_json(a.reason)::text, 'null'), coalesce(a.before::text, 'null'), coalesce(a.after::text, 'null'))`

/** What `sealOf` gives, in SQL, for the entry `a`. */
export function sealHash(previous: RawBuilder<unknown>, position: RawBuilder<unknown>): RawBuilder<Buffer> {
  return sql`sha256(convert_to(encode(${previous}, 'hex') || E'\n' || ${position} || E'\n' || ${entryText}, 'UTF8'))`
}

/** What stands before the first seal; of each company another, so that no chain fits another company. */
export function chainBeginning(companyId: string): RawBuilder<Buffer> {
  return sql`sha256(convert_to(${`Platen audit log of ${companyId}`}, 'UTF8'))`
}

/** Lets one sealer of a company through at a time; false when another is at work. Entries are written meanwhile. */
export async function lockChain(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`audit seals ${tx.company.companyId}`}, 0)) as locked
  `.execute(tx.db)
  return rows[0]?.locked ?? false
}

export interface UnsealedEntry {
  id: string
  text: string
}

/** Entries after an id that are committed and not sealed yet, in the order of their ids; the first few hundred. */
export async function readUnsealed(tx: Transaction, entryId: string): Promise<UnsealedEntry[]> {
  const { companyId } = tx.company
  const { rows } = await sql<UnsealedEntry>`
    select a.id, ${entryText} as text from invoicing.audit_entries a
    where a.company_id = ${companyId} and a.id > ${entryId}::bigint and not exists (
      select 1 from invoicing.audit_seals s
      where s.company_id = ${companyId} and s.entry_id = a.id and s.entry_id > ${entryId}::bigint)
    order by a.id limit ${sealedAtOnce}
  `.execute(tx.db)
  return rows
}

export async function insertSeals(
  tx: Transaction,
  seals: readonly { position: number; entryId: string; hash: string }[],
): Promise<void> {
  await sql`
    insert into invoicing.audit_seals (company_id, position, entry_id, hash)
    select ${tx.company.companyId}, s.position, s."entryId", decode(s.hash, 'hex')
    from jsonb_to_recordset(${JSON.stringify(seals)}::jsonb) as s (position bigint, "entryId" bigint, hash text)
  `.execute(tx.db)
}

export interface Head {
  position: number
  /** In hexadecimal. */
  hash: string
  sealedAt: Date | null
}

/** The last seal of the chain; before the first one, what it begins with. */
export async function readHead(tx: Transaction): Promise<Head> {
  const { companyId } = tx.company
  const { rows } = await sql<{ position: string; hash: string; sealed_at: Date | null }>`
    select s.position, encode(s.hash, 'hex') as hash, s.sealed_at
    from invoicing.audit_seals s where s.company_id = ${companyId}
    union all
    select 0, encode(${chainBeginning(companyId)}, 'hex'), null
    order by position desc limit 1
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('The audit log has no head')
  return { position: Number(row.position), hash: row.hash, sealedAt: row.sealed_at }
}

const looksBack = 1_000
const countedAtMost = 10_000

/** How many entries wait for their seal, up to ten thousand; of those before the last thousand seals none does. */
export async function countUnsealed(tx: Transaction): Promise<number> {
  const { companyId } = tx.company
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from (
      select from invoicing.audit_entries a
      where a.company_id = ${companyId} and a.id > coalesce((
          select min(recent.entry_id) from (
            select s.entry_id from invoicing.audit_seals s
            where s.company_id = ${companyId} order by s.position desc limit ${looksBack}) recent), 0)
        and not exists (select 1 from invoicing.audit_seals s where s.company_id = ${companyId} and s.entry_id = a.id)
      limit ${countedAtMost}
    ) unsealed
  `.execute(tx.db)
  return rows[0]?.waiting ?? 0
}
