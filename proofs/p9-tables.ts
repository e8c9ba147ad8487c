import pg from 'pg'
import { sqlState } from '../database/transaction.ts'
import type { Tenant } from './p9-tenancy.ts'
import { type Figures, holds, Miss } from './proof.ts'
import { companyTables } from './rows.ts'
import type { Stage } from './stage.ts'

/** What a role of the database sees past the company on purpose. It cannot log in, and the application cannot become it. */
const onPurpose: Readonly<Record<string, readonly string[]>> = {
  platen_search: [
    'select invoicing.customers',
    'select invoicing.customer_contacts',
    'select invoicing.quotes',
    'select invoicing.jobs',
  ],
  platen_auth: [
    'select invoicing.audit_entries',
    'select invoicing.company_settings',
    'select invoicing.customer_credit_limits',
    'select invoicing.invoice_rollups',
    'select invoicing.money_rollups',
  ],
}

const insufficientPrivilege = '42501'

/** Every table with every verb as every role: nothing of theirs is read, changed or made in their name. */
export async function tablesKeepApart(stage: Stage, us: Tenant, them: Tenant): Promise<Figures> {
  const tables = (await companyTables(stage.admin)).filter((table) => table.startsWith('invoicing.'))
  const roles = await rolesOf(stage)
  let attempts = 0
  for (const role of roles) {
    for (const table of tables) attempts += await judgeTable(stage, { role, table, us, them })
  }
  attempts += await authIsClosed(stage)
  return { tables: tables.length, databaseRoles: roles.length, attempts }
}

/** The roles that reach schema invoicing; none but the application may be anything that a client can become. */
async function rolesOf(stage: Stage): Promise<string[]> {
  const { rows } = await stage.admin.query<{ name: string; reachable: boolean }>(`
    select rolname as name,
      rolname <> 'platen_app' and (rolcanlogin or pg_has_role('platen_app', oid, 'MEMBER')) as reachable
    from pg_roles where not rolsuper and rolname not like 'pg\\_%' and has_schema_privilege(oid, 'invoicing', 'USAGE')
    order by 1`)
  const open = rows.find(({ name, reachable }) => reachable && name.startsWith('platen_'))
  holds(!open, `the application can become ${open?.name}`)
  return rows.map(({ name }) => name).filter((name) => name.startsWith('platen_'))
}

interface Judged {
  role: string
  table: string
  us: Tenant
  them: Tenant
}

async function judgeTable(stage: Stage, { role, table, us, them }: Judged): Promise<number> {
  const columns = await columnsOf(stage, role, table)
  const row = await stage.admin.query<{ row: string }>(
    `select to_jsonb(t)::text as row from ${table} t where company_id = $1 limit 1`,
    [them.id],
  )
  const theirRow = row.rows[0]?.row ?? '{}'
  const names = columns.all.map((column) => `"${column}"`).join(', ')
  const insert = `insert into ${table} (${names}) overriding system value
    select ${names} from jsonb_populate_record(null::${table}, $1::jsonb)`
  const theirs = `company_id = '${them.id}'`
  const statements: [verb: string, sql: string, values?: string[]][] = [
    ['select', `select 1 from ${table} where ${theirs}`],
    ['insert', insert, [theirRow]],
    ['delete', `delete from ${table} where ${theirs}`],
    ['update', `update ${table} set company_id = '${them.id}' where company_id = '${us.id}'`],
    ...columns.updatable.map((column): [string, string] => [
      'update',
      `update ${table} set "${column}" = "${column}" where ${theirs}`,
    ]),
  ]
  for (const company of [us.id, '']) {
    for (const [verb, sql, values] of statements) {
      const reached = await rowsReached(stage, { role, table, company, sql, values })
      if (reached === 0 || onPurpose[role]?.includes(`${verb} ${table}`)) continue
      throw new Miss(
        `${role}, acting for ${company ? 'us' : 'nobody'}, can ${verb} ${reached} of their rows of ${table}`,
      )
    }
  }
  if (role === 'platen_app') await seesItsOwn(stage, table, us)
  return statements.length * 2
}

async function columnsOf(
  stage: Stage,
  role: string,
  table: string,
): Promise<{ all: string[]; updatable: string[] }> {
  const { rows } = await stage.admin.query<{ name: string; updatable: boolean }>(
    `select attname as name, attidentity <> 'a' and has_column_privilege($2::name, attrelid, attnum, 'UPDATE') as updatable
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table, role],
  )
  return {
    all: rows.map(({ name }) => name),
    updatable: rows.filter(({ updatable }) => updatable).map(({ name }) => name),
  }
}

/** How many rows a statement of a role reaches; none when PostgreSQL refuses it for want of the right. Rolled back. */
async function rowsReached(
  stage: Stage,
  attempt: { role: string; table: string; company: string; sql: string; values?: string[] },
): Promise<number> {
  const client = await stage.admin.connect()
  try {
    await client.query('begin')
    // Triggers would refuse for reasons of their own; here the policies alone are judged.
    await client.query(`alter table ${attempt.table} disable trigger user`)
    await client.query(`set local role ${attempt.role}; set local app.company_id = '${attempt.company}'`)
    const { rowCount } = await client.query(attempt.sql, attempt.values ?? [])
    return rowCount ?? 0
  } catch (error) {
    if (sqlState(error) === insufficientPrivilege) return 0
    // Whatever refuses later than the policy (a key, a check) shows that the policy let the row through.
    if (error instanceof pg.DatabaseError) return 1
    throw error
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** A table that shows nothing to anybody would pass as well. */
async function seesItsOwn(stage: Stage, table: string, us: Tenant): Promise<void> {
  const sql = `select 1 from ${table} where company_id = '${us.id}'`
  const own = await rowsReached(stage, { role: 'platen_app', table, company: us.id, sql })
  holds(own > 0, `the application does not see its own rows of ${table}`)
}

/** Schema auth holds no row for the application at all. */
async function authIsClosed(stage: Stage): Promise<number> {
  const { rows } = await stage.admin.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'auth'`,
  )
  for (const { name } of rows) {
    for (const sql of [`select 1 from ${name}`, `delete from ${name}`]) {
      const reached = await rowsReached(stage, { role: 'platen_app', table: name, company: '', sql })
      holds(reached === 0, `the application reaches ${name} past its functions`)
    }
  }
  return rows.length * 2
}

interface Key {
  name: string
  table: string
  parent: string
  columns: string[]
  parent_columns: string[]
}

/** Every foreign key between tables of a company: a row of ours cannot point at one of theirs. */
export async function keysKeepApart(stage: Stage, us: Tenant, them: Tenant): Promise<Figures> {
  const tables = new Set(await companyTables(stage.admin))
  const { rows: keys } = await stage.admin.query<Key>(`
    select conname as name, conrelid::regclass::text as table, confrelid::regclass::text as parent,
      (select array_agg(a.attname::text order by u.place) from unnest(conkey) with ordinality u (number, place)
        join pg_attribute a on a.attrelid = conrelid and a.attnum = u.number) as columns,
      (select array_agg(a.attname::text order by u.place) from unnest(confkey) with ordinality u (number, place)
        join pg_attribute a on a.attrelid = confrelid and a.attnum = u.number) as parent_columns
    from pg_constraint where contype = 'f' and connamespace = 'invoicing'::regnamespace order by 1`)
  const judged = keys.filter(({ parent }) => tables.has(parent))
  for (const key of judged) {
    const [ours, theirs] = [key.columns.indexOf('company_id'), key.parent_columns.indexOf('company_id')]
    const pointed = await pointsAtTheirs(stage, key, us, them)
    holds(
      !pointed,
      `${key.table} of ours can point at ${key.parent} of theirs: ${key.name} does not carry the company`,
    )
    holds(ours >= 0 && ours === theirs, `${key.name} of ${key.table} does not carry the company`)
  }
  const { rows: loose } = await stage.admin.query<{ name: string }>(
    `select i.indexrelid::regclass::text as name from pg_index i
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
     where i.indisunique and i.indrelid::regclass::text = any($1) and i.indrelid::regclass::text like 'invoicing.%'
       and a.attname <> 'company_id'`,
    [[...tables]],
  )
  holds(loose.length === 0, `${loose[0]?.name} is unique over all companies`)
  return { foreignKeys: judged.length }
}

/** Tries to let a row of ours point at a parent of theirs, as the superuser with triggers off: only the key stands. */
async function pointsAtTheirs(stage: Stage, key: Key, us: Tenant, them: Tenant): Promise<boolean> {
  const own = key.columns.filter((column) => column !== 'company_id')
  const set = own.map((column) => `"${column}" = parent."${key.parent_columns[key.columns.indexOf(column)]}"`)
  const client = await stage.admin.connect()
  try {
    await client.query('begin')
    await client.query(`alter table ${key.table} disable trigger user`)
    const { rowCount } = await client.query(
      `update ${key.table} child set ${set.join(', ')}
       from (select * from ${key.parent} where company_id = $2 limit 1) parent
       where child.ctid = (select ctid from ${key.table} where company_id = $1 limit 1)`,
      [us.id, them.id],
    )
    await client.query('set constraints all immediate')
    return (rowCount ?? 0) > 0
  } catch (error) {
    if (error instanceof pg.DatabaseError) return false
    throw error
  } finally {
    await client.query('rollback')
    client.release()
  }
}
