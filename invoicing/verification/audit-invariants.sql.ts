import { sql } from 'kysely'
import type { NotedHead } from '../../contract/audit.ts'
import { chainBeginning, sealHash } from '../audit/audit-seals.sql.ts'
import type { Invariant } from './invariant.sql.ts'

/** What must hold of the chain over the audit log. Seals are named by their position, entries by their id. */
export const chainInvariants: readonly Invariant[] = [
  {
    id: 'AUD-3',
    says: 'the chain over the audit log is whole: each seal follows the one before, and fits its entry',
    broken: (company) => sql`
      select s.position || case
          when s.position <> coalesce(s.previous_position, 0) + 1
            then ' (stands after ' || coalesce(s.previous_position, 0) || ')'
          when a.id is null then ' (its entry ' || s.entry_id || ' is gone)'
          else ' (its entry ' || s.entry_id || ' or the seal before is not what was sealed)' end as id
      from (
        select position, entry_id, hash, lag(position) over by_position as previous_position,
          lag(hash) over by_position as previous_hash
        from invoicing.audit_seals where company_id = ${company} window by_position as (order by position)
      ) s left join invoicing.audit_entries a on a.company_id = ${company} and a.id = s.entry_id
      where s.position <> coalesce(s.previous_position, 0) + 1 or a.id is null
        or s.hash <> ${sealHash(sql`coalesce(s.previous_hash, ${chainBeginning(company)})`, sql`s.position`)}`,
  },
  {
    id: 'AUD-3b',
    says: 'no entry of the audit log was put in behind the sealer’s back',
    broken: (company) => sql`
      select 'entry ' || a.id as id from invoicing.audit_entries a
      where a.company_id = ${company} and a.occurred_at < now() - interval '1 hour'
        and a.id < (select max(s.entry_id) from invoicing.audit_seals s where s.company_id = ${company})
        and not exists (select 1 from invoicing.audit_seals s where s.company_id = ${company} and s.entry_id = a.id)`,
  },
]

/** That the heads noted outside the database are in the chain: else its tail was cut, or all of it was made anew. */
export function headInvariant(heads: readonly NotedHead[]): Invariant {
  return {
    id: 'AUD-3h',
    says: 'every head of the audit log that was noted outside the database is in its chain',
    broken: (company) => sql`
      select h.position || ' (noted on ' || h.day || case when s.hash is null
        then '; the chain ends at ' || (select coalesce(max(position), 0) from invoicing.audit_seals where company_id = ${company})
        else '; the chain has another hash there' end || ')' as id
      from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb) as h (day text, position bigint, hash text)
      left join invoicing.audit_seals s on s.company_id = ${company} and s.position = h.position
      where s.hash is null or encode(s.hash, 'hex') <> h.hash`,
  }
}
