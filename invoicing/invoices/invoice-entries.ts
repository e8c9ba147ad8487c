import type { Invoice } from '../../contract/invoices.ts'
import { implementing } from '../../server/operation.ts'
import { entriesPage } from '../ledger/entries-page.ts'
import { type KindSum, partsOf } from '../ledger/why-figure.ts'
import { centsOf } from '../money/money.ts'
import { readInvoice } from './invoices.sql.ts'
import { type StatusFacts, whyStatus } from './why-status.ts'

/** Why an invoice has its balance and its status at the end of a day: the entries on it, and what they come to. */
export const invoiceEntries = implementing.invoices.entries.handler(
  async ({ input, context: { tx, today } }) => {
    const { invoiceId, asOf = today } = input
    const invoice = await readInvoice(tx, invoiceId, today)
    const asked = { figure: 'balanceDue' as const, invoiceId, asOf, knownAt: null }
    const { sums, ...page } = await entriesPage(tx, asked, invoice.currency, input)
    return { ...page, why: whyStatus(factsOn(invoice, sums, asOf), asOf) }
  },
)

/** The facts of an invoice as its entries tell them until a day. What has no entry, a zero total, stands as it is now. */
function factsOn(invoice: Invoice, sums: readonly KindSum[], day: string): StatusFacts {
  const { currency, dueDate, voidReason, postingDate } = invoice
  const { paymentsAppliedCents, creditAppliedCents, creditedCents } = partsOf(sums)
  const hasVoid = sums.some(({ kind, ofMemo }) => kind === 'void' && !ofMemo)
  return {
    isIssued: postingDate !== null && postingDate <= day,
    isVoid: invoice.isVoid && (hasVoid || sums.length === 0),
    totalCents: centsOf(invoice.total),
    amountPaidCents: 0 - paymentsAppliedCents,
    creditedTotalCents: creditedCents - creditAppliedCents,
    currency,
    dueDate,
    voidReason,
  }
}
