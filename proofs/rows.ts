import type { Pool } from 'pg'

/** Tables that hold a company's rows, found from the catalogue. */
export async function companyTables(admin: Pool): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('invoicing', 'auth') and c.relkind in ('r', 'p') and exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped)
    order by 1`)
  return rows.map(({ name }) => name)
}

/** How many rows each table has of a company; people, who belong to none, are counted as a whole. */
export async function rowCounts(admin: Pool, companyId: string): Promise<Record<string, number>> {
  const tables = await companyTables(admin)
  const counts = tables.map((table) => `'${table}', (select count(*) from ${table} where company_id = $1)`)
  const { rows } = await admin.query<{ counts: Record<string, number> }>(
    `select jsonb_build_object('auth.users', (select count(*) from auth.users),
      'auth.invitations', (select count(*) from auth.invitations), ${counts.join(', ')}) as counts`,
    [companyId],
  )
  return rows[0]?.counts ?? {}
}

/** How many rows came to each table between two counts; a table where none did is left out. */
export function rowsBetween(before: Record<string, number>, after: Record<string, number>): string {
  return Object.keys(after)
    .map((table) => ({ table, more: (after[table] ?? 0) - (before[table] ?? 0) }))
    .filter(({ more }) => more !== 0)
    .map(({ table, more }) => `${table} ${more > 0 ? '+' : ''}${more}`)
    .join(', ')
}

/** A hash over every byte of a company's rows in every table. When a key was last used is left out. */
export async function rowsFingerprint(admin: Pool, companyId: string): Promise<string> {
  const tables = await companyTables(admin)
  const parts = tables.map((table) => {
    const row = table === 'auth.api_keys' ? `(to_jsonb(t) - 'last_used_at')::text` : 't::text'
    return `(select coalesce(md5(string_agg(${row}, E'\\n' order by ${row} collate "C")), '')
      from ${table} t where company_id = $1)`
  })
  const { rows } = await admin.query<{ hash: string }>(`select concat_ws(' ', ${parts.join(', ')}) as hash`, [
    companyId,
  ])
  return rows[0]?.hash ?? ''
}

/** A hash over every row of every table, whoever it belongs to. */
export async function everythingFingerprint(admin: Pool): Promise<string> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('invoicing', 'auth') order by 1`,
  )
  const parts = tables.map(({ name }) => {
    const row = name === 'auth.api_keys' ? `(to_jsonb(t) - 'last_used_at')::text` : 't::text'
    return `(select coalesce(md5(string_agg(${row}, E'\\n' order by ${row} collate "C")), '') from ${name} t)`
  })
  const { rows } = await admin.query<{ hash: string }>(`select concat_ws(' ', ${parts.join(', ')}) as hash`)
  return rows[0]?.hash ?? ''
}
