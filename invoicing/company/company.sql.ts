import { type Kysely, sql } from 'kysely'
import type { Company, NumberSeries } from '../../contract/company.ts'
import type { DB } from '../../database/tables.ts'
import type { Transaction } from '../../database/transaction.ts'
import { trimDecimals } from '../money/decimal.ts'
import { documentNumber } from '../numbers/document-number.ts'

/** Makes the company's row in schema auth and gives the slug it got: the wished one, or that with a number behind. */
export async function insertCompany(
  db: Kysely<DB>,
  company: { id: string; slug: string; name: string; ownerUserId: string | null },
): Promise<string> {
  const { rows } = await sql<{ slug: string }>`
    select auth.create_company(${company.id}::uuid, ${company.slug}, ${company.name}, ${company.ownerUserId}::uuid) as slug
  `.execute(db)
  return rows[0]?.slug ?? company.slug
}

/** The settings of a company just founded, and its counters. */
export async function insertSettings(
  db: Kysely<DB>,
  settings: {
    companyId: string
    currency: string
    country: string
    timeZone: string
    prefixes: Record<NumberSeries, string>
  },
): Promise<void> {
  const { companyId, currency, country, timeZone, prefixes } = settings
  await sql`
    insert into invoicing.company_settings (company_id, currency, country, time_zone)
    values (${companyId}, ${currency}, ${country}, ${timeZone})
  `.execute(db)
  await sql`
    insert into invoicing.number_counters (company_id, series, prefix)
    select ${companyId}::uuid, key, value from jsonb_each_text(${JSON.stringify(prefixes)}::jsonb)
  `.execute(db)
}

export async function updateSettings(
  tx: Transaction,
  change: Pick<Company, 'country' | 'letterhead' | 'timeZone' | 'taxRate' | 'booksClosedOn'>,
): Promise<void> {
  await sql`
    update invoicing.company_settings set country = ${change.country}, letterhead = ${change.letterhead},
      time_zone = ${change.timeZone}, tax_rate = ${change.taxRate}::numeric, books_closed_on = ${change.booksClosedOn}::date,
      version = version + 1, updated_at = now()
    where company_id = ${tx.company.companyId}
  `.execute(tx.db)
}

/** Locks the settings against another change and tells the version that stands. */
export async function lockSettings(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select version from invoicing.company_settings where company_id = ${tx.company.companyId} for no key update
  `.execute(tx.db)
  return rows[0]?.version ?? 0
}

export async function renameCompany(tx: Transaction, name: string): Promise<void> {
  await sql`select auth.rename_company(${name})`.execute(tx.db)
}

export async function readCompany(tx: Transaction, today: string): Promise<Company> {
  const { rows } = await sql<{
    id: string
    slug: string
    name: string
    currency: string
    country: string
    time_zone: string
    letterhead: string | null
    tax_rate: string
    books_closed_on: string | null
    version: number
    counters: { series: NumberSeries; prefix: string; next_value: number }[]
  }>`
    select c.id, c.slug, c.name, s.currency, s.country, s.time_zone, s.letterhead, s.tax_rate, s.books_closed_on, s.version,
      (select jsonb_agg(jsonb_build_object('series', n.series, 'prefix', n.prefix, 'next_value', n.next_value)
          order by n.series desc)
        from invoicing.number_counters n where n.company_id = s.company_id) as counters
    from auth.company() c join invoicing.company_settings s on s.company_id = c.id
    where s.company_id = ${tx.company.companyId}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('The company of a transaction has no row')
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    currency: row.currency,
    country: row.country,
    timeZone: row.time_zone,
    letterhead: row.letterhead,
    taxRate: trimDecimals(row.tax_rate),
    booksClosedOn: row.books_closed_on,
    numberSeries: row.counters.map(({ series, prefix, next_value }) => ({
      series,
      prefix,
      nextNumber: documentNumber(prefix, next_value),
    })),
    today,
    version: row.version,
  }
}
