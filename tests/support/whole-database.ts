import pg from 'pg'

/** A hash over the rows of every table of a database, whoever they belong to, by table; in no order of the rows. */
export async function wholeDatabase(
  adminUrl: string,
): Promise<Record<string, { rows: number; hash: string }>> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(`set timezone = 'UTC'`)
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker', 'migrations')
       order by 1`,
    )
    const told: Record<string, { rows: number; hash: string }> = {}
    for (const { name } of tables) {
      const { rows } = await client.query<{ rows: number; hash: string }>(
        `select count(*)::int as rows, coalesce(md5(string_agg(t::text, E'\\n' order by t::text collate "C")), '') as hash from ${name} t`,
      )
      if (rows[0]) told[name] = rows[0]
    }
    return told
  } finally {
    await client.end()
  }
}
