import { implementing } from '../../server/operation.ts'
import { computeChangeDiff } from './change-diff.ts'
import { readInvoice } from './invoices.sql.ts'

/** What an invoice changed of the quote it was made of (C: U37, U38). */
export const invoiceChanges = implementing.invoices.changes.handler(
  async ({ input, context: { tx, today } }) => {
    const invoice = await readInvoice(tx, input.invoiceId, today)
    return computeChangeDiff(invoice.pricingSnapshot, invoice)
  },
)
