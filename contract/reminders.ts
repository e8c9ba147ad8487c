import { z } from 'zod'
import { invoiceIds, invoiceOutcome } from './invoice-batches.ts'
import { message, recipients } from './messages.ts'
import { reads, writes } from './operation.ts'

const invoiceId = z.uuid().meta({ positional: true })

export const reminder = z.object({
  id: z.uuid(),
  invoiceId: z.uuid(),
  date: z.string(),
  balanceDue: z.string().meta({ description: 'What was owed when it was sent' }),
  daysOverdue: z.number(),
  sentBy: z.string().nullable(),
  message: message.pick({ id: true, recipients: true, subject: true, body: true, status: true }),
})
export type Reminder = z.infer<typeof reminder>

export const remindersContract = {
  list: reads('accounting.invoices.read')
    .route({
      method: 'GET',
      path: '/invoices/{invoiceId}/reminders',
      tags: ['Reminders'],
      summary: 'Reminders of an invoice, and when the next one falls due',
    })
    .input(z.strictObject({ invoiceId }))
    .output(
      z.object({
        data: z.array(reminder),
        next: z
          .object({ date: z.string(), daysAfterDue: z.number() })
          .nullable()
          .meta({ description: 'By the cadence: 3 days before the due date, 1, 7, 14 and 30 days after' }),
        remindedToday: z.boolean().meta({ description: 'Then no other one may be sent before tomorrow' }),
      }),
    ),
  send: writes('accounting.invoices.send')
    .route({
      method: 'POST',
      path: '/invoices/{invoiceId}/reminders',
      successStatus: 201,
      tags: ['Reminders'],
      summary: 'Remind of an open invoice',
      description: 'At most one a day for each invoice. A dry run shows the message.',
    })
    .input(z.strictObject({ invoiceId, recipients }))
    .output(reminder),
  sendMany: writes('accounting.invoices.send')
    .route({
      method: 'POST',
      path: '/invoices/batch/remind',
      tags: ['Reminders'],
      summary: 'Remind of many open invoices, each on its own',
    })
    .input(z.strictObject({ invoiceIds }))
    .output(z.object({ results: z.array(invoiceOutcome) })),
}
