import { z } from 'zod'
import { postalAddress } from './addresses.ts'
import { auditEntry } from './audit.ts'
import { civilDate } from './dates.ts'
import { money, percent, quantity } from './money.ts'
import { reads, writes } from './operation.ts'
import { direction, pageInput, pageOf, version } from './pages.ts'
import { paymentTerms } from './payment-terms.ts'
import { payment } from './payments.ts'
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
export const itemizationModes = ['itemized', 'bundled'] as const
export const lineKinds = ['item', 'fee'] as const
export const discountKinds = ['percent', 'amount'] as const
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

const lineItemInput = z.strictObject({
  kind: z.enum(lineKinds).default('item'),
  group: line(100).nullable().default(null),
  description: line(500),
  quantity,
  unitPrice: money,
  taxable: z.boolean().default(true),
  taxRate: percent.nullable().default(null).meta({ description: 'The invoice’s rate when null' }),
})

const discountInput = z
  .strictObject({ description: line(200), kind: z.enum(discountKinds), value: money })
  .refine(({ kind, value }) => kind === 'amount' || Number(value) <= 100, {
    path: ['value'],
    message: 'must be at most 100 percent',
  })

const content = {
  lineItems: z
    .array(lineItemInput)
    .min(1, 'must have at least one line')
    .max(500, 'must have at most 500 lines'),
  discounts: z.array(discountInput).max(20),
  shipping: money,
  shippingTaxable: z.boolean(),
  taxRate: percent.meta({ description: 'Percent; the company’s rate when left out on creation' }),
  taxExemptionReason: line(200).nullable(),
  paymentTerms: z.enum(paymentTerms).meta({ description: 'The customer’s terms when left out on creation' }),
  dueDate: civilDate.nullable().meta({ description: 'Set by hand; null = issue date + terms' }),
  itemizationMode: z.enum(itemizationModes),
  internalNotes: paragraphs(20_000).nullable(),
  customerNotes: paragraphs(20_000).nullable(),
}

export const lineItem = z.object({
  id: z.uuid(),
  kind: z.enum(lineKinds),
  group: z.string().nullable(),
  description: z.string(),
  quantity: z.string(),
  unitPrice: z.string(),
  taxable: z.boolean(),
  taxRate: z.string().nullable(),
  lineTotal: z.string(),
})

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

export const invoice = invoiceSummary.extend({
  origin: z.enum(invoiceOrigins),
  lineItems: z.array(lineItem),
  discounts: z.array(
    z.object({ description: z.string(), kind: z.enum(discountKinds), value: z.string(), amount: z.string() }),
  ),
  shipping: z.string(),
  shippingTaxable: z.boolean(),
  taxRate: z.string(),
  taxes: z.array(z.object({ rate: z.string(), base: z.string(), amount: z.string() })),
  taxExemptionReason: z.string().nullable(),
  taxAmount: z.string(),
  subtotal: z.string(),
  discountTotal: z.string(),
  creditedTotal: z.string(),
  paymentTerms: z.enum(paymentTerms),
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

export const invoiceStats = z.object({
  currency: z.string(),
  totalOutstanding: z.string(),
  overdueCount: z.number(),
  overdueTotal: z.string(),
  paidThisMonth: z.string(),
  averageDaysToPay: z.number().nullable(),
  otherCurrencies: z.array(z.string()),
})

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
        sort: z.enum(invoiceSorts).default('createdAt'),
        direction: direction.default('desc'),
      }),
    )
    .output(pageOf(invoiceSummary)),
  stats: reads('accounting.invoices.read')
    .route({
      method: 'GET',
      path: '/invoices/stats',
      tags: ['Invoices'],
      summary: 'Outstanding, overdue, paid this month, average days to pay',
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
    })
    .input(
      z.strictObject({
        customerId: z.uuid(),
        origin: z.enum(invoiceOrigins).default('in_store'),
        override,
        ...z.object(content).partial().required({ lineItems: true }).shape,
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
      summary: 'Change a draft',
      description: 'Of an issued invoice only `internalNotes` can be changed.',
    })
    .input(
      z.strictObject({
        invoiceId,
        version,
        customerId: z.uuid().optional(),
        override,
        ...z.object(content).partial().shape,
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
      z.strictObject({ invoiceId, issueDate: civilDate.optional(), dueDate: civilDate.optional(), override }),
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
  payments: reads('accounting.payments.read')
    .route({
      method: 'GET',
      path: '/invoices/{invoiceId}/payments',
      tags: ['Invoices'],
      summary: 'Payments applied to an invoice',
    })
    .input(z.strictObject({ invoiceId }))
    .output(z.object({ data: z.array(payment) })),
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
