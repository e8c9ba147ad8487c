import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Door } from '../../contract/audit.ts'
import type { NumberSeries } from '../../contract/company.ts'
import type { DB } from '../../database/tables.ts'
import { continueAs } from '../../database/transaction.ts'
import { requireCountry } from '../addresses/country.ts'
import { insertCompany, insertSettings } from './company.sql.ts'
import { requireSupportedCurrency, requireTimeZone, slugOf } from './company.ts'

const prefixes: Record<NumberSeries, string> = {
  invoice: 'INV-',
  customer: 'CUST-',
  credit_memo: 'CM-',
  quote: 'QUO-',
  job: 'JOB-',
}

/**
 * Founds a company in a transaction that belongs to none yet; from here on the transaction is the company's. Used by
 * sign-up, by people who found another company, and by the command line.
 */
export async function foundCompany(
  db: Kysely<DB>,
  company: {
    id?: string
    name: string
    currency: string
    country: string
    timeZone: string
    ownerUserId: string | null
    byUserId: string
    door: Door
  },
): Promise<{ id: string; slug: string; name: string }> {
  requireSupportedCurrency(company.currency, 'currency')
  requireCountry(company.country, 'country')
  requireTimeZone(company.timeZone, 'timeZone')
  const id = company.id ?? randomUUID()
  const slug = await insertCompany(db, { ...company, id, slug: slugOf(company.name) })
  await continueAs(db, id)
  await insertSettings(db, { ...company, companyId: id, prefixes })
  const { name, currency, country, timeZone } = company
  // The company exists only from this transaction on, so its first audit entry is written here and not by the way in.
  await sql`
    insert into invoicing.audit_entries (company_id, actor_user_id, door, operation, entity, entity_id, label, after)
    values (${id}, ${company.byUserId}, ${company.door}, 'company.create', 'company', ${id}, ${name},
      ${JSON.stringify({ name, currency, country, timeZone })}::jsonb)
  `.execute(db)
  return { id, slug, name }
}
