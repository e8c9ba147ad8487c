import { implementing } from '../../server/operation.ts'
import { readInvoice } from '../invoices/invoices.sql.ts'
import { readPayments } from './payments.sql.ts'

/** The payments that are applied to an invoice now (C: U40). An invoice has few; a thousand is far above that. */
export const paymentsOfInvoice = implementing.invoices.payments.handler(
  async ({ input, context: { tx, today } }) => {
    await readInvoice(tx, input.invoiceId, today)
    const found = await readPayments(tx, { invoiceId: input.invoiceId, after: null, limit: 1000 })
    return { data: found.map(({ payment }) => payment) }
  },
)
