import { implementing } from '../../server/operation.ts'
import { readInvoice } from './invoices.sql.ts'

export const showInvoice = implementing.invoices.show.handler(({ input, context: { tx, today } }) =>
  readInvoice(tx, input.invoiceId, today),
)
