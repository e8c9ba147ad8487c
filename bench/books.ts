import type { Pool } from 'pg'
import { verifyCompany } from '../invoicing/verification/verify-company.ts'
import { clockOf } from '../server/clock.ts'
import type { Driven } from './http-clients.ts'
import { benchToday, type Ledger } from './plan.ts'

/** Every balance, number and status recomputed; what does not hold, in words. */
export async function wrongBooks(pool: Pool, ledger: Ledger): Promise<string[]> {
  const broken = await verifyCompany(pool, clockOf(benchToday), ledger.companyId)
  return broken.map(
    ({ id, says, brokenIds }) => `${ledger.tag}: ${id} broken (${says}): ${brokenIds.slice(0, 5).join(', ')}`,
  )
}

type Table = 'invoices' | 'payments'

/** How many rows a company has in a table, before and after a measurement. */
export async function countRows(admin: Pool, ledger: Ledger, table: Table): Promise<number> {
  const { rows } = await admin.query<{ count: string }>(
    `select count(*) from invoicing.${table} where company_id = $1`,
    [ledger.companyId],
  )
  return Number(rows[0]?.count)
}

/** Whether each write that was answered with success is in the table, as often as it was answered. */
export async function missingWrites(
  admin: Pool,
  ledger: Ledger,
  table: Table,
  driven: readonly Driven[],
  condition = 'true',
): Promise<string[]> {
  const ids = driven.flatMap(({ answers }) => answers.map(({ body }) => idIn(body)))
  const { rows } = await admin.query<{ count: string }>(
    `select count(*) from invoicing.${table} where company_id = $1 and id = any($2::uuid[]) and ${condition}`,
    [ledger.companyId, ids],
  )
  const found = Number(rows[0]?.count)
  return found === ids.length ? [] : [`${ids.length} acknowledged, ${found} of them in ${table}`]
}

export function idIn(body: string): string {
  const read: unknown = JSON.parse(body)
  if (typeof read === 'object' && read !== null && 'id' in read && typeof read.id === 'string') return read.id
  throw new Error(`An answer without an id: ${body.slice(0, 200)}`)
}
