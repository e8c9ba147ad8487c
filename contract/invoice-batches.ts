import { z } from 'zod'
import { rowOutcome } from './batch.ts'
import { writes } from './operation.ts'
import { paymentFields } from './payments.ts'

/** What is asked once about a payment of the whole remaining balance, or about those of a batch. */
export const receiptFields = {
  method: paymentFields.method,
  date: paymentFields.date,
  reference: paymentFields.reference,
}

const batchDescription =
  'One transaction a row; an id that is named twice is done once. A batch that broke off is finished by sending it again with its idempotency key.'
export const invoiceIds = z.array(z.uuid()).min(1, 'must name at least one invoice').max(500)
export const invoiceOutcome = z.object({
  invoiceId: z.uuid(),
  invoiceNumber: z.string().nullable().meta({ description: 'Null for an id that is not known' }),
  customerName: z.string().nullable(),
  amount: z.string().nullable().meta({ description: 'What was issued or paid, or would be in a dry run' }),
  currency: z.string().nullable(),
  ...rowOutcome,
})
export type InvoiceOutcome = z.infer<typeof invoiceOutcome>

/** What is done to many invoices at once, each as on its own. */
export const invoiceBatchesContract = {
  sendMany: writes('accounting.invoices.send')
    .route({
      method: 'POST',
      path: '/invoices/batch/send',
      tags: ['Invoices'],
      summary: 'Issue many invoices, each on its own',
      description: batchDescription,
    })
    .input(z.strictObject({ invoiceIds }))
    .output(z.object({ results: z.array(invoiceOutcome) })),
  markManyPaid: writes('accounting.payments.write')
    .route({
      method: 'POST',
      path: '/invoices/batch/mark-paid',
      tags: ['Invoices'],
      summary: 'Record the payment of the remaining balance of many invoices, each on its own',
      description: batchDescription,
    })
    .input(z.strictObject({ invoiceIds, ...receiptFields }))
    .output(z.object({ results: z.array(invoiceOutcome) })),
}
