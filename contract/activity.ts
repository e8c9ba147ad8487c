import { z } from 'zod'
import { invoiceStatuses } from './invoices.ts'
import { jobStatuses } from './jobs.ts'
import { money } from './money.ts'
import { reads, writes } from './operation.ts'
import { pageInput, version } from './pages.ts'
import { quoteStatuses } from './quotes.ts'
import { line } from './text.ts'

/** What of a customer's activity is listed, in the order of their page. */
export const activityLists = ['invoices', 'quotes', 'orders'] as const
export type ActivityList = (typeof activityLists)[number]

/** The fields of an invoice's entry that a hand may edit. */
export const editableEntryFields = ['invoiceNumber', 'status', 'total'] as const
export type EditableEntryField = (typeof editableEntryFields)[number]

export const invoiceEntry = z.object({
  invoiceId: z.uuid(),
  invoiceNumber: z.string(),
  status: z.enum(invoiceStatuses),
  settledBy: z.enum(['payment', 'credit']).nullable(),
  currency: z.string(),
  total: z.string(),
  createdAt: z.string(),
  readOnly: z.boolean().meta({ description: 'True exactly when the invoice came from an online order' }),
  editedByHand: z.boolean(),
  editedFields: z.array(z.enum(editableEntryFields)).meta({
    description: 'What the hand holds; the other fields go on following the invoice',
  }),
  version: z.number(),
})
export type InvoiceEntry = z.infer<typeof invoiceEntry>

export const quoteEntry = z.object({
  quoteId: z.uuid(),
  quoteNumber: z.string(),
  title: z.string().nullable(),
  status: z.enum(quoteStatuses),
  isExpired: z.boolean(),
  currency: z.string(),
  total: z.string(),
  createdAt: z.string(),
})
export type QuoteEntry = z.infer<typeof quoteEntry>

/** An order of the activity is a job of the shop. */
export const orderEntry = z.object({
  jobId: z.uuid(),
  jobNumber: z.string(),
  title: z.string(),
  status: z.enum(jobStatuses),
  dueDate: z.string().nullable(),
  createdAt: z.string(),
})
export type OrderEntry = z.infer<typeof orderEntry>

export const activity = z.object({
  invoices: z.array(invoiceEntry),
  quotes: z.array(quoteEntry),
  orders: z.array(orderEntry),
  nextCursors: z.object({
    invoices: z.string().nullable(),
    quotes: z.string().nullable(),
    orders: z.string().nullable(),
  }),
})
export type Activity = z.infer<typeof activity>

const customerId = z.uuid().meta({ positional: true })
const path = '/customers/{customerId}/activity' as const
const tags = ['Activity']
const held = 'null lets it follow the invoice again'

export const activityContract = {
  show: reads('accounting.customers.read')
    .route({
      method: 'GET',
      path,
      tags,
      summary: 'A customer’s invoices, quotes and orders, newest first',
      description:
        'Read from stored snapshots only. Each list has a cursor of its own in `nextCursors`; send it with `list` to go on with that list, and the others stay empty.',
    })
    .input(
      z.strictObject({
        customerId,
        ...pageInput,
        list: z.enum(activityLists).optional().meta({ description: 'Only this list; needed with a cursor' }),
      }),
    )
    .output(activity),
  updateInvoice: writes('accounting.customers.write')
    .route({
      method: 'PATCH',
      path: `${path}/invoices/{invoiceId}`,
      tags,
      summary: 'Edit an invoice’s entry in the activity by hand',
      description:
        'Only the entry changes, not the invoice nor what is owed. The entry of an online order is refused. What is edited stays when the invoice changes, until it is set to null.',
    })
    .input(
      z.strictObject({
        customerId,
        invoiceId: z.uuid(),
        version,
        invoiceNumber: line(50).nullable().optional().meta({ description: held }),
        status: z.enum(invoiceStatuses).nullable().optional().meta({ description: held }),
        total: money.nullable().optional().meta({ description: held }),
      }),
    )
    .output(invoiceEntry),
}
