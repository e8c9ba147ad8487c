import { type RawBuilder, sql } from 'kysely'
import type { AddressType } from '../../contract/addresses.ts'
import type { Transaction } from '../../database/transaction.ts'

/** A customer's default address of a type as JSON, for use in other statements; null without one. */
export function defaultAddressOf(
  tx: Transaction,
  customerId: RawBuilder<unknown>,
  type: AddressType,
): RawBuilder<unknown> {
  return sql`(
    select jsonb_build_object('line1', a.line1, 'line2', a.line2, 'city', a.city, 'state', a.state,
      'postalCode', a.postal_code, 'country', a.country)
    from invoicing.customer_addresses a
    where a.company_id = ${tx.company.companyId} and a.customer_id = ${customerId} and a.type = ${type}
      and a.is_default and a.deleted_at is null
  )`
}
