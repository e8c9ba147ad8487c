import { z } from 'zod'
import { auditEntry } from './audit.ts'
import { invoiceEntries } from './ledger-entries.ts'
import { reads } from './operation.ts'
import { payment } from './payments.ts'
import { invoiceChanges } from './pricing.ts'

const invoiceId = z.uuid().meta({ positional: true })

/** What can be read of one invoice besides the invoice itself. */
export const invoiceRecordsContract = {
  pdf: reads('accounting.invoices.read')
    .route({
      method: 'GET',
      path: '/invoices/{invoiceId}/pdf',
      tags: ['Invoices'],
      summary: 'An invoice as a PDF file, as it stands now',
    })
    .input(z.strictObject({ invoiceId }))
    .output(z.file()),
  entries: invoiceEntries,
  payments: reads('accounting.payments.read')
    .route({
      method: 'GET',
      path: '/invoices/{invoiceId}/payments',
      tags: ['Invoices'],
      summary: 'Payments applied to an invoice',
    })
    .input(z.strictObject({ invoiceId }))
    .output(z.object({ data: z.array(payment) })),
  changes: reads('accounting.invoices.read')
    .route({
      method: 'GET',
      path: '/invoices/{invoiceId}/changes',
      tags: ['Invoices'],
      summary: 'What an invoice changed of the quote it was made of',
    })
    .input(z.strictObject({ invoiceId }))
    .output(invoiceChanges),
  auditLog: reads('accounting.audit.read')
    .route({
      method: 'GET',
      path: '/invoices/{invoiceId}/audit-log',
      tags: ['Invoices'],
      summary: 'Who did what to an invoice',
    })
    .input(z.strictObject({ invoiceId }))
    .output(z.object({ data: z.array(auditEntry) })),
}
