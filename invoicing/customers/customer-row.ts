import type { Customer, CustomerStatus, CustomerTier } from '../../contract/customers.ts'
import type { PaymentTerms } from '../../contract/payment-terms.ts'
import { Refused } from '../../contract/refusals.ts'
import { trimDecimals } from '../money/decimal.ts'
import { centsOf, moneyFromDatabase, moneyText } from '../money/money.ts'
import type { CustomerContent } from './customer-content.ts'

/** The columns of a customer's own row. */
export interface OwnRow {
  id: string
  customer_number: string
  name: string
  legal_name: string | null
  status: CustomerStatus
  email: string | null
  phone: string | null
  default_currency: string
  payment_terms: PaymentTerms | null
  tax_id: string | null
  website: string | null
  notes: string | null
  tax_exempt: boolean
  tax_exemption_certificate: string | null
  tax_exemption_state: string | null
  tax_exemption_expires_on: string | null
  tier: CustomerTier
  contract_deposit_percent: string | null
  status_reason: string | null
  version: number
}

/** A customer as read, with sums and what hangs on the row. */
export interface CustomerRow extends OwnRow {
  status_changed_at: Date | null
  groups: Customer['groups'] | null
  billing_contact: Customer['billingContact']
  billing_address: Customer['billingAddress']
  limit_in_force: string | null
  created_at: Date
  name_sort: string
  open_invoices: string
  unapplied_credit: string
  balance: string
  overdue: string
  open_invoice_count: number
}

/** A customer without sums and without what hangs on the row. */
export interface CustomerAlone extends CustomerContent {
  id: string
  customerNumber: string
  status: CustomerStatus
  statusReason: string | null
  version: number
}

export function customerAlone(row: OwnRow): CustomerAlone {
  return {
    id: row.id,
    customerNumber: row.customer_number,
    name: row.name,
    legalName: row.legal_name,
    status: row.status,
    email: row.email,
    phone: row.phone,
    defaultCurrency: row.default_currency,
    paymentTerms: row.payment_terms,
    taxId: row.tax_id,
    website: row.website,
    notes: row.notes,
    taxExempt: row.tax_exempt,
    taxExemptionCertificate: row.tax_exemption_certificate,
    taxExemptionState: row.tax_exemption_state,
    taxExemptionExpiresOn: row.tax_exemption_expires_on,
    tier: row.tier,
    contractDepositPercent:
      row.contract_deposit_percent === null ? null : trimDecimals(row.contract_deposit_percent),
    statusReason: row.status_reason,
    version: row.version,
  }
}

export function toCustomer(row: CustomerRow): Customer {
  const money = (text: string) => moneyFromDatabase(text, row.default_currency)
  return {
    ...customerAlone(row),
    statusChangedAt: row.status_changed_at?.toISOString() ?? null,
    groups: row.groups ?? [],
    billingContact: row.billing_contact,
    billingAddress: row.billing_address,
    creditLimit: row.limit_in_force === null ? null : money(row.limit_in_force),
    availableCredit:
      row.limit_in_force === null
        ? null
        : moneyText(centsOf(row.limit_in_force) - centsOf(row.balance), row.default_currency),
    balance: money(row.balance),
    openInvoices: money(row.open_invoices),
    unappliedCredit: money(row.unapplied_credit),
    overdue: money(row.overdue),
    openInvoiceCount: row.open_invoice_count,
    createdAt: row.created_at.toISOString(),
  }
}

export function customerNotFound(): Refused {
  return new Refused('not_found', 'The company has no customer with this id.')
}
