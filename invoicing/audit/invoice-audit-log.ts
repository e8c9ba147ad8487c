import { implementing } from '../../server/operation.ts'
import { readInvoice } from '../invoices/invoices.sql.ts'
import { readAuditEntries, readMoneyIdsOf } from './audit.sql.ts'

/** What happened to an invoice and to the payments on it, newest first (C: U46); the last 500. */
export const invoiceAuditLog = implementing.invoices.auditLog.handler(
  async ({ input, context: { tx, today } }) => {
    await readInvoice(tx, input.invoiceId, today)
    const entityIds = [input.invoiceId, ...(await readMoneyIdsOf(tx, input.invoiceId))]
    return { data: (await readAuditEntries(tx, { entityIds, before: null, limit: 500 })).slice(0, 500) }
  },
)
