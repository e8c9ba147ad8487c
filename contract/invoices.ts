import { z } from 'zod'
import { postalAddress } from './addresses.ts'
import { civilDate } from './dates.ts'
import { invoiceBatchesContract, receiptFields } from './invoice-batches.ts'
import { invoiceRecordsContract } from './invoice-records.ts'
import { invoiceStats } from './invoice-stats.ts'
import { lineItem } from './line-items.ts'
import { recipients } from './messages.ts'
import { reads, writes } from './operation.ts'
import { direction, pageInput, pageOf, seenVersion, version } from './pages.ts'
import { paymentTerms } from './payment-terms.ts'
import {
  creditable,
  depositFields,
  itemizationModes,
  pricedFields,
  pricingSnapshot,
  shownPricing,
  taxTotal,
  writeOff,
} from './pricing.ts'
import { line, paragraphs, searchText } from './text.ts'

export const invoiceStatuses = ['draft', 'sent', 'partial', 'paid', 'void'] as const
export type InvoiceStatus = (typeof invoiceStatuses)[number]

/** What a badge says; overdue and credited are computed, never stored. */
export const invoiceStatusLabels: Record<InvoiceStatus | 'overdue' | 'credited', string> = {
  draft: 'Draft',
  sent: 'Sent',
  partial: 'Partial',
  paid: 'Paid',
  void: 'Void',
  overdue: 'Overdue',
  credited: 'Credited',
}

export const invoiceOrigins = ['online_order', 'in_store'] as const
export const deliveries = ['none', 'queued', 'sent', 'failed', 'unknown'] as const

/** Smart views of the list (C: U5), and what it can be sorted by (C: U8). */
export const invoiceViews = ['all', 'draft', 'outstanding', 'overdue', 'paid'] as const
export type InvoiceView = (typeof invoiceViews)[number]
export const invoiceViewLabels: Record<InvoiceView, string> = {
  all: 'All',
  draft: 'Draft',
  outstanding: 'Outstanding',
  overdue: 'Overdue',
  paid: 'Paid',
}
export const invoiceSorts = [
  'invoiceNumber',
  'customerName',
  'status',
  'total',
  'dueDate',
  'balanceDue',
  'createdAt',
] as const
export type InvoiceSort = (typeof invoiceSorts)[number]

/** A caller who may override the credit limit says why; it is audited with exposure and limit. */
const override = z.strictObject({ reason: line(500) }).optional()

const content = {
  ...pricedFields,
  paymentTerms: z.enum(paymentTerms).meta({ description: 'The customer’s terms when left out on creation' }),
  dueDate: civilDate.nullable().meta({ description: 'Set by hand; null = issue date + terms' }),
  itemizationMode: z.enum(itemizationModes),
  internalNotes: paragraphs(20_000).nullable(),
  customerNotes: paragraphs(20_000).nullable(),
}

const source = {
  jobId: z.uuid().nullable().meta({ description: 'A job of the customer; can change after issue too' }),
}

/** What a list shows of an invoice. */
export const invoiceSummary = z.object({
  id: z.uuid(),
  invoiceNumber: z.string(),
  status: z.enum(invoiceStatuses),
  isOverdue: z.boolean(),
  daysOverdue: z.number(),
  settledBy: z.enum(['payment', 'credit']).nullable(),
  customerId: z.uuid(),
  customerName: z.string(),
  currency: z.string(),
  total: z.string(),
  amountPaid: z.string(),
  balanceDue: z.string(),
  issueDate: z.string().nullable(),
  dueDate: z.string().nullable(),
  createdAt: z.string(),
  version: z.number(),
})
export type InvoiceSummary = z.infer<typeof invoiceSummary>

/** How much a list says of each invoice: everything, or what a table shows, which is a quarter less. */
export const listDetails = ['full', 'brief'] as const
export type ListDetail = (typeof listDetails)[number]

const listedInvoice = invoiceSummary.partial({
  ...{ settledBy: true, amountPaid: true, issueDate: true, createdAt: true, version: true },
})
/** An invoice in a list: a brief one leaves out what it was paid, its issue date, creation and version. */
export type ListedInvoice = z.infer<typeof listedInvoice>
export type BriefInvoice = Omit<ListedInvoice, 'amountPaid' | 'issueDate' | 'createdAt' | 'version'>

export const invoice = invoiceSummary.extend({
  origin: z.enum(invoiceOrigins),
  quoteId: z.uuid().nullable(),
  jobId: z.uuid().nullable(),
  jobNumber: z.string().nullable(),
  pricingSnapshot: pricingSnapshot
    .nullable()
    .meta({ description: 'The quote it was made of; never changes' }),
  ...shownPricing,
  lineItems: z.array(lineItem.extend({ creditableAmount: creditable })),
  taxes: z.array(taxTotal.extend({ creditableAmount: z.string() })),
  shippingCreditableAmount: creditable,
  creditedTotal: z.string(),
  creditableTotal: z.string().meta({ description: 'What can still be credited in all, tax included' }),
  creditMemoIds: z.array(z.uuid()).meta({ description: 'Its credit memos that are not void' }),
  writeOffs: z.array(writeOff),
  paymentTerms: z.enum(paymentTerms),
  depositRequested: z.boolean(),
  depositPercent: z.string().nullable(),
  depositAmount: z.string().nullable(),
  depositDueDate: z.string().nullable(),
  billingAddress: postalAddress
    .nullable()
    .meta({ description: 'The customer’s default billing address, copied at issue' }),
  itemizationMode: z.enum(itemizationModes),
  internalNotes: z.string().nullable(),
  customerNotes: z.string().nullable(),
  postingDate: z.string().nullable(),
  delivery: z.enum(deliveries),
  isVoid: z.boolean(),
  voidReason: z.string().nullable(),
  contentChecksum: z.string().nullable().meta({ description: 'SHA-256 over the content as issued' }),
})
export type Invoice = z.infer<typeof invoice>

const invoiceId = z.uuid().meta({ positional: true })

export const invoicesContract = {
  list: reads('accounting.invoices.read')
    .route({
      method: 'GET',
      path: '/invoices',
      tags: ['Invoices'],
      summary: 'Invoices: viewed, searched, sorted, paged',
    })
    .input(
      z.strictObject({
        ...pageInput,
        view: z.enum(invoiceViews).default('all'),
        q: searchText(200).optional().meta({ description: 'Invoice number or customer name' }),
        customerId: z.uuid().optional(),
        dueFrom: civilDate.optional().meta({ description: 'Due on this day or later' }),
        dueTo: civilDate.optional().meta({ description: 'Due on this day or earlier' }),
        sort: z.enum(invoiceSorts).default('createdAt'),
        direction: direction.default('desc'),
        detail: z.enum(listDetails).default('full').meta({
          description:
            '`brief` leaves out amountPaid, issueDate, createdAt, version, and settledBy where it is null',
        }),
      }),
    )
    .output(pageOf(listedInvoice)),
  stats: reads('accounting.invoices.read')
    .route({
      method: 'GET',
      path: '/invoices/stats',
      tags: ['Invoices'],
      summary: 'Outstanding, overdue, due soon, drafts, paid this month, average days to pay',
    })
    .input(z.strictObject({ currency: z.string().length(3).optional() }))
    .output(invoiceStats),
  create: writes('accounting.invoices.write')
    .route({
      method: 'POST',
      path: '/invoices',
      successStatus: 201,
      tags: ['Invoices'],
      summary: 'Draft an invoice',
      description:
        '`{ customerId, lineItems }`, or `{ quoteId }` alone to invoice an accepted quote: lines, discounts and shipping are carried over; terms, tax and deposit come from the customer; any other field may override.',
    })
    .input(
      z
        .strictObject({
          customerId: z.uuid().optional(),
          quoteId: z.uuid().optional().meta({ description: 'An accepted quote that has no invoice yet' }),
          origin: z.enum(invoiceOrigins).default('in_store'),
          override,
          ...z.object({ ...content, ...depositFields, ...source }).partial().shape,
        })
        .superRefine((invoice, context) => {
          if (invoice.quoteId !== undefined) return
          for (const field of ['customerId', 'lineItems'] as const) {
            if (invoice[field] === undefined)
              context.addIssue({ code: 'custom', path: [field], message: 'is needed without a quoteId' })
          }
        }),
    )
    .output(
      invoice.extend({ invoiceNumber: z.string().nullable().meta({ description: 'Null in a dry run' }) }),
    ),
  show: reads('accounting.invoices.read')
    .route({
      method: 'GET',
      path: '/invoices/{invoiceId}',
      tags: ['Invoices'],
      summary: 'One invoice, whole',
    })
    .input(z.strictObject({ invoiceId }))
    .output(invoice),
  update: writes('accounting.invoices.write')
    .route({
      method: 'PATCH',
      path: '/invoices/{invoiceId}',
      tags: ['Invoices'],
      summary: 'Change an invoice',
      description: 'Of an issued invoice only `internalNotes` and `jobId` can be changed.',
    })
    .input(
      z.strictObject({
        invoiceId,
        version,
        customerId: z.uuid().optional(),
        override,
        ...z.object({ ...content, ...depositFields, ...source }).partial().shape,
      }),
    )
    .output(invoice),
  send: writes('accounting.invoices.send')
    .route({
      method: 'POST',
      path: '/invoices/{invoiceId}/send',
      tags: ['Invoices'],
      summary: 'Issue an invoice',
      description:
        'The issue date is today or an earlier day. The due date is the issue date plus the terms, unless set by hand.',
    })
    .input(
      z.strictObject({
        invoiceId,
        version: seenVersion,
        issueDate: civilDate.optional(),
        dueDate: civilDate.optional(),
        recipients,
        override,
      }),
    )
    .output(invoice),
  void: writes('accounting.invoices.void')
    .route({
      method: 'POST',
      path: '/invoices/{invoiceId}/void',
      tags: ['Invoices'],
      summary: 'Void a draft, sent or partly paid invoice',
      description: 'Money applied to it returns to the customer’s unapplied credit.',
    })
    .input(z.strictObject({ invoiceId, reason: line(500) }))
    .output(invoice),
  ...invoiceBatchesContract,
  markPaid: writes('accounting.payments.write')
    .route({
      method: 'POST',
      path: '/invoices/{invoiceId}/mark-paid',
      tags: ['Invoices'],
      summary: 'Record one real payment of the remaining balance',
    })
    .input(z.strictObject({ invoiceId, ...receiptFields }))
    .output(invoice),
  ...invoiceRecordsContract,
}
