import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type CopiedTable, copiedTables, customerTables, type Value } from './copied-tables.ts'
import { benchTaxRate } from './ledger-rows.ts'
import { idOf, type Ledger, type Size } from './plan.ts'

export interface Ledgers {
  small: Ledger
  big: Ledger
}

/**
 * Fills the ledgers by COPY as the admin. Triggers and foreign keys are off while it copies: the rows are consistent by
 * the way they are made, and the caller has the books verified before anything is measured.
 */
export async function loadLedgers(adminUrl: string, plan: Size): Promise<Ledgers> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    const ledger = (tag: string, counts: { customers: number; invoices: number }): Ledger => ({
      tag,
      companyId: idOf(tag, 'company', 1),
      customers: counts.customers,
      invoices: counts.invoices,
    })
    const small = ledger('small', plan.small)
    const big = ledger('big', plan.big)
    const neighbours = Array.from({ length: plan.neighbours.companies }, (_, index) =>
      ledger(`neighbour-${index + 1}`, plan.neighbours),
    )
    const all = [small, big, ...neighbours]
    await admin.query("set session_replication_role = 'replica'")
    const userId = await foundCompanies(admin, all)
    for (const table of copiedTables) await copyTable(admin, table, all, userId)
    await admin.query('select invoicing.count_rollups()')
    await admin.query('vacuum analyze')
    return { small, big }
  } finally {
    await admin.end()
  }
}

/** A company of customers alone, each with a phone, beside the ledgers that are there. */
export async function loadCustomers(pool: pg.Pool, ledger: Ledger): Promise<void> {
  const admin = await pool.connect()
  try {
    await admin.query("set session_replication_role = 'replica'")
    const userId = await foundCompanies(admin, [ledger])
    for (const table of customerTables) await copyTable(admin, table, [ledger], userId)
    await admin.query('vacuum analyze invoicing.customers, invoicing.customer_totals')
  } finally {
    // Not given back to the pool: its triggers are off.
    admin.release(true)
  }
}

/** The companies with their settings and counters, as founding makes them, and the system user who made everything. */
async function foundCompanies(admin: pg.ClientBase, ledgers: readonly Ledger[]): Promise<string> {
  const userId = await systemUserOf(admin)
  for (const { tag, companyId, customers, invoices } of ledgers) {
    await admin.query('insert into auth.companies (id, slug, name) values ($1, $2, $2)', [companyId, tag])
    await admin.query(
      `insert into invoicing.company_settings (company_id, currency, time_zone, tax_rate)
       values ($1, 'USD', 'America/New_York', $2)`,
      [companyId, benchTaxRate],
    )
    await admin.query(
      `insert into invoicing.number_counters (company_id, series, prefix, next_value)
       values ($1, 'customer', 'CUST-', $2), ($1, 'invoice', 'INV-', $3)`,
      [companyId, customers + 1, invoices + 1],
    )
    await admin.query(
      `insert into invoicing.audit_entries (company_id, actor_user_id, door, operation, entity, entity_id, label)
       values ($1, $2, 'cli', 'company.create', 'company', $1, $3)`,
      [companyId, userId, tag],
    )
  }
  return userId
}

export async function systemUserOf(database: pg.ClientBase | pg.Pool): Promise<string> {
  const { rows } = await database.query<{ id: string }>("select auth.system_user('Benchmark') as id")
  const userId = rows[0]?.id
  if (!userId) throw new Error('auth.system_user gave no row')
  return userId
}

async function copyTable(
  admin: pg.ClientBase,
  { table, columns, rows }: CopiedTable,
  ledgers: readonly Ledger[],
  userId: string,
): Promise<void> {
  const chunks = function* () {
    let chunk = ''
    for (const ledger of ledgers) {
      for (const row of rows(ledger, userId)) {
        chunk += `${row.map(copyText).join('\t')}\n`
        if (chunk.length < 65_536) continue
        yield chunk
        chunk = ''
      }
    }
    yield chunk
  }
  await pipeline(Readable.from(chunks()), admin.query(copyFrom(`copy ${table} (${columns}) from stdin`)))
}

/** A value in the text form of COPY. */
function copyText(value: Value): string {
  if (value === null) return '\\N'
  return String(value).replace(
    /[\\\t\n\r]/g,
    (sign) => ({ '\t': '\\t', '\n': '\\n', '\r': '\\r' })[sign] ?? '\\\\',
  )
}
