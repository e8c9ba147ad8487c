import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'

interface Reference {
  table: string
  parent: string
  columns: string[]
  parent_columns: string[]
  /** The primary key without the company; what a row is named by. */
  key: string[]
}

/**
 * Rows that refer to one that is not there, or that is another company's or another customer's: every foreign key between
 * tables of a company is followed anew, as the catalogue has them.
 */
export async function readBrokenReferences(tx: Transaction): Promise<string[]> {
  const { companyId } = tx.company
  const { rows: references } = await sql<Reference>`
    select k.conrelid::regclass::text as table, k.confrelid::regclass::text as parent,
      ${namesOf('k.conrelid', 'k.conkey')} as columns, ${namesOf('k.confrelid', 'k.confkey')} as parent_columns,
      coalesce((select ${namesOf('p.conrelid', 'p.conkey')} from pg_constraint p
        where p.conrelid = k.conrelid and p.contype = 'p'), '{}') as key
    from pg_constraint k
    where k.contype = 'f' and k.connamespace = 'invoicing'::regnamespace
      and (select relnamespace from pg_class where oid = k.confrelid) = 'invoicing'::regnamespace
    order by 1, 2, 3
  `.execute(tx.db)
  if (references.length === 0) return []
  const tables = new Map<string, Reference[]>()
  for (const reference of references)
    tables.set(reference.table, [...(tables.get(reference.table) ?? []), reference])
  const { rows } = await sql<{ id: string }>`
    select id from (${sql.join(
      [...tables.values()].map((ofTable) => orphansOf(ofTable, companyId)),
      sql` union all `,
    )}) orphan order by id limit 100
  `.execute(tx.db)
  return rows.map(({ id }) => id)
}

function namesOf(table: string, keys: string): RawBuilder<unknown> {
  return sql`(select array_agg(a.attname::text order by u.place) from unnest(${sql.raw(keys)}) with ordinality u (number, place)
    join pg_attribute a on a.attrelid = ${sql.raw(table)} and a.attnum = u.number)`
}

/** Rows of one table some of whose parents are missing; the table is gone through once, whatever it refers to. */
function orphansOf(references: readonly Reference[], companyId: string): RawBuilder<unknown> {
  const { table = '', key = [] } = references[0] ?? {}
  const name = key
    .filter((column) => column !== 'company_id')
    .map((column) => sql`${sql.ref(`c.${column}`)}::text`)
  const parents = references.map(({ parent, columns, parent_columns }, place) => {
    const alias = `p${place}`
    const pairs = columns
      .map((own, index) => ({ own: sql.ref(`c.${own}`), column: own, theirs: parent_columns[index] }))
      .filter(({ column }) => column !== 'company_id')
    const same = pairs.map(({ own, theirs }) => sql`${sql.ref(`${alias}.${theirs}`)} = ${own}`)
    const given = pairs.map(({ own }) => sql`${own} is not null`)
    return {
      join: sql`left join ${sql.table(parent)} ${sql.ref(alias)} on ${sql.ref(`${alias}.company_id`)} = ${companyId}
        and ${sql.join(same, sql` and `)}`,
      isMissing: sql`(${sql.join(given, sql` and `)} and ${sql.ref(`${alias}.company_id`)} is null)`,
    }
  })
  return sql`
    select ${table.replace('invoicing.', '')} || ' ' || concat_ws(' ', ${sql.join(name)}) as id from ${sql.table(table)} c
    ${sql.join(
      parents.map(({ join }) => join),
      sql` `,
    )}
    where c.company_id = ${companyId} and (${sql.join(
      parents.map(({ isMissing }) => isMissing),
      sql` or `,
    )})`
}
