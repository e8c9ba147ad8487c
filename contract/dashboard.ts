import { z } from 'zod'
import { auditEntry } from './audit.ts'
import { invoiceSummary } from './invoices.ts'
import { reads } from './operation.ts'
import { pageInput, pageOf } from './pages.ts'

const currency = z.string().length(3).optional()

/** What a shop does with its documents, as far as it is news; settings, members and keys are not. */
export const newsworthy = ['customer', 'quote', 'job', 'invoice', 'payment', 'refund', 'credit_memo'] as const

export const openDeposit = invoiceSummary
  .pick({ id: true, invoiceNumber: true, customerId: true, customerName: true, currency: true })
  .extend({
    depositAmount: z.string(),
    depositOpen: z.string().meta({ description: 'What has not come of it' }),
    depositDueDate: z.string(),
    isOverdue: z.boolean(),
  })
export type OpenDeposit = z.infer<typeof openDeposit>

export const newsItem = auditEntry
  .pick({ id: true, occurredAt: true, actor: true, door: true, operation: true, entityId: true, label: true })
  .extend({
    entity: z.enum(newsworthy),
    customerName: z.string().nullable(),
    amount: z.string().nullable().meta({ description: 'The money it is about' }),
    currency: z.string().nullable(),
  })
export type NewsItem = z.infer<typeof newsItem>

export const moneyIn = z.object({
  currency: z.string(),
  months: z.array(
    z.object({
      month: z.string().meta({ description: 'YYYY-MM, the oldest first; the last one is going on' }),
      received: z.string().meta({ description: 'Payments less reversals and refunds' }),
    }),
  ),
})

export const dashboardContract = {
  moneyIn: reads('accounting.reports.read')
    .route({
      method: 'GET',
      path: '/dashboard/money-in',
      tags: ['Dashboard'],
      summary: 'The money that came, month by month',
      description:
        'By posting date; what was reversed or refunded is negative in the month in which that was.',
    })
    .input(z.strictObject({ months: z.coerce.number().int().min(1).max(36).default(12), currency }))
    .output(moneyIn),
  deposits: reads('accounting.invoices.read')
    .route({
      method: 'GET',
      path: '/dashboard/deposits',
      tags: ['Dashboard'],
      summary: 'Deposits that were asked for and have not come, the first due first',
    })
    .input(z.strictObject({ ...pageInput, currency }))
    .output(
      pageOf(openDeposit).extend({
        currency: z.string(),
        count: z.int().meta({ description: 'Of all pages' }),
        total: z.string(),
      }),
    ),
  activity: reads('accounting.audit.read')
    .route({
      method: 'GET',
      path: '/dashboard/activity',
      tags: ['Dashboard'],
      summary: 'What happened last to customers, documents and money',
    })
    .input(z.strictObject({ limit: z.coerce.number().int().min(1).max(50).default(10) }))
    .output(z.object({ data: z.array(newsItem) })),
}
