import { z } from 'zod'
import { reads } from './operation.ts'
import { pageInput, pageOf } from './pages.ts'
import { emailAddress } from './text.ts'

export const messageKinds = ['invoice', 'reminder'] as const
export const messageStatuses = ['queued', 'sent', 'failed', 'unknown'] as const
export const messageStatusLabels: Record<(typeof messageStatuses)[number], string> = {
  queued: 'Queued',
  sent: 'Sent',
  failed: 'Failed',
  unknown: 'Unknown',
}

/** Whom a message goes to; nobody is allowed, and then nothing is queued. */
export const recipients = z
  .array(emailAddress)
  .max(10, 'must name at most ten addresses')
  .optional()
  .meta({ description: 'The billing contact when left out, else the customer’s e-mail; `[]` for nobody' })

export const message = z.object({
  id: z.uuid(),
  kind: z.enum(messageKinds),
  customerId: z.uuid(),
  customerName: z.string(),
  invoiceId: z.uuid(),
  invoiceNumber: z.string(),
  recipients: z.array(z.string()),
  subject: z.string(),
  body: z.string(),
  status: z.enum(messageStatuses),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
})
export type Message = z.infer<typeof message>

export const messagesContract = {
  list: reads('accounting.invoices.read')
    .route({ method: 'GET', path: '/messages', tags: ['Messages'], summary: 'The outbox, newest first' })
    .input(z.strictObject({ ...pageInput, customerId: z.uuid().optional(), invoiceId: z.uuid().optional() }))
    .output(pageOf(message)),
  show: reads('accounting.invoices.read')
    .route({ method: 'GET', path: '/messages/{messageId}', tags: ['Messages'], summary: 'One message' })
    .input(z.strictObject({ messageId: z.uuid().meta({ positional: true }) }))
    .output(message),
}
