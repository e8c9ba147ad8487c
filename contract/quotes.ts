import { z } from 'zod'
import { postalAddress } from './addresses.ts'
import { civilDate } from './dates.ts'
import { jobStatuses } from './jobs.ts'
import { reads, writes } from './operation.ts'
import { direction, pageInput, pageOf, seenVersion, version } from './pages.ts'
import { payment, paymentFields } from './payments.ts'
import { itemizationModes, pricedFields, shownPricing } from './pricing.ts'
import { line, paragraphs, searchText } from './text.ts'

export const quoteStatuses = ['draft', 'sent', 'accepted', 'declined'] as const
export type QuoteStatus = (typeof quoteStatuses)[number]

/** What a badge says; expired and invoiced are computed, never stored. */
export const quoteStatusLabels: Record<QuoteStatus | 'expired' | 'invoiced', string> = {
  draft: 'Draft',
  sent: 'Sent',
  accepted: 'Accepted',
  declined: 'Declined',
  expired: 'Expired',
  invoiced: 'Invoiced',
}

export const quoteViews = ['all', 'draft', 'sent', 'accepted', 'to_invoice', 'declined', 'expired'] as const
export type QuoteView = (typeof quoteViews)[number]
export const quoteViewLabels: Record<QuoteView, string> = {
  all: 'All',
  draft: 'Draft',
  sent: 'Sent',
  accepted: 'Accepted',
  to_invoice: 'To invoice',
  declined: 'Declined',
  expired: 'Expired',
}
export const quoteSorts = [
  'quoteNumber',
  'customerName',
  'status',
  'total',
  'validUntil',
  'createdAt',
] as const
export type QuoteSort = (typeof quoteSorts)[number]

const content = {
  ...pricedFields,
  title: line(200).nullable().meta({ description: 'What the work is called, such as "Field day tees"' }),
  validUntil: civilDate
    .nullable()
    .meta({ description: 'Through this day; after it the quote has expired. Null = without an end' }),
  itemizationMode: z.enum(itemizationModes),
  internalNotes: paragraphs(20_000).nullable(),
  customerNotes: paragraphs(20_000).nullable(),
}

/** What a list shows of a quote: the version that stands. */
export const quoteSummary = z.object({
  id: z.uuid(),
  quoteNumber: z.string(),
  revision: z.number().meta({ description: 'Which version of the quote this is: 1, 2, …' }),
  status: z.enum(quoteStatuses),
  isExpired: z.boolean().meta({ description: 'Sent, and its last day lies before today' }),
  customerId: z.uuid(),
  customerName: z.string(),
  title: z.string().nullable(),
  currency: z.string(),
  total: z.string(),
  validUntil: z.string().nullable(),
  sentOn: z.string().nullable(),
  acceptedOn: z.string().nullable(),
  declinedOn: z.string().nullable(),
  invoice: z
    .object({ id: z.uuid(), invoiceNumber: z.string() })
    .nullable()
    .meta({ description: 'The invoice made of it, unless that is void' }),
  createdAt: z.string(),
  version: z.number(),
})
export type QuoteSummary = z.infer<typeof quoteSummary>

export const quote = quoteSummary.extend({
  ...shownPricing,
  itemizationMode: z.enum(itemizationModes),
  internalNotes: z.string().nullable(),
  customerNotes: z.string().nullable(),
  billingAddress: postalAddress
    .nullable()
    .meta({ description: 'The customer’s default billing address, copied when it is sent' }),
  declineReason: z.string().nullable(),
  deposits: z
    .array(
      z.object({
        id: z.uuid(),
        amount: z.string(),
        unappliedAmount: z.string(),
        date: z.string(),
        isReversed: z.boolean(),
      }),
    )
    .meta({ description: 'Payments taken on it: credit until its invoice is sent' }),
  jobs: z.array(z.object({ id: z.uuid(), jobNumber: z.string(), status: z.enum(jobStatuses) })),
  revisions: z
    .array(
      z.object({
        revision: z.number(),
        status: z.enum(quoteStatuses),
        total: z.string(),
        sentOn: z.string().nullable(),
        checksum: z.string().meta({ description: 'SHA-256 of the version as it was kept' }),
      }),
    )
    .meta({ description: 'Earlier versions that were sent, oldest first' }),
})
export type Quote = z.infer<typeof quote>

/** An earlier version as it stood when it was revised. */
export const quoteRevision = quote.omit({ invoice: true, jobs: true, deposits: true, revisions: true })
export type QuoteRevision = z.infer<typeof quoteRevision>

const quoteId = z.uuid().meta({ positional: true })
const read = 'accounting.quotes.read'
const write = 'accounting.quotes.write'
const tags = ['Quotes']
const numbered = quote.extend({
  quoteNumber: z.string().nullable().meta({ description: 'Null in a dry run' }),
})

export const quotesContract = {
  list: reads(read)
    .route({ method: 'GET', path: '/quotes', tags, summary: 'Quotes: viewed, searched, sorted, paged' })
    .input(
      z.strictObject({
        ...pageInput,
        view: z.enum(quoteViews).default('all'),
        q: searchText(200).optional().meta({ description: 'Quote number, title or customer name' }),
        customerId: z.uuid().optional(),
        sort: z.enum(quoteSorts).default('createdAt'),
        direction: direction.default('desc'),
      }),
    )
    .output(pageOf(quoteSummary)),
  create: writes(write)
    .route({ method: 'POST', path: '/quotes', successStatus: 201, tags, summary: 'Draft a quote' })
    .input(
      z.strictObject({
        customerId: z.uuid(),
        ...z.object(content).partial().required({ lineItems: true }).shape,
      }),
    )
    .output(numbered),
  show: reads(read)
    .route({ method: 'GET', path: '/quotes/{quoteId}', tags, summary: 'One quote, whole' })
    .input(z.strictObject({ quoteId }))
    .output(quote),
  showRevision: reads(read)
    .route({
      method: 'GET',
      path: '/quotes/{quoteId}/revisions/{revision}',
      tags,
      summary: 'An earlier version of a quote, as it stood when it was revised',
    })
    .input(z.strictObject({ quoteId, revision: z.coerce.number().int().min(1).max(100_000) }))
    .output(quoteRevision),
  update: writes(write)
    .route({
      method: 'PATCH',
      path: '/quotes/{quoteId}',
      tags,
      summary: 'Change a draft quote',
      description:
        'Of a quote that was sent only `internalNotes` can be changed; revise it for anything else. The customer can change only before the first version is sent.',
    })
    .input(
      z.strictObject({
        quoteId,
        version,
        customerId: z.uuid().optional(),
        ...z.object(content).partial().shape,
      }),
    )
    .output(quote),
  send: writes(write)
    .route({ method: 'POST', path: '/quotes/{quoteId}/send', tags, summary: 'Send a quote' })
    .input(z.strictObject({ quoteId, version: seenVersion }))
    .output(quote),
  accept: writes(write)
    .route({
      method: 'POST',
      path: '/quotes/{quoteId}/accept',
      tags,
      summary: 'Record that a quote is accepted',
    })
    .input(z.strictObject({ quoteId, version: seenVersion }))
    .output(quote),
  decline: writes(write)
    .route({
      method: 'POST',
      path: '/quotes/{quoteId}/decline',
      tags,
      summary: 'Record that a quote is declined',
    })
    .input(z.strictObject({ quoteId, reason: line(500).nullable().optional() }))
    .output(quote),
  revise: writes(write)
    .route({
      method: 'POST',
      path: '/quotes/{quoteId}/revise',
      tags,
      summary: 'Make a new version of a quote that was sent',
      description: 'The new version is a draft with the same number; the one before stays readable.',
    })
    .input(z.strictObject({ quoteId }))
    .output(quote),
  deposit: writes('accounting.payments.write')
    .route({
      method: 'POST',
      path: '/quotes/{quoteId}/payments',
      successStatus: 201,
      tags,
      summary: 'Record a deposit on a quote',
      description:
        'The money is the customer’s unapplied credit; it is put to the invoice of the quote when that is sent.',
    })
    .input(z.strictObject({ quoteId, ...paymentFields }))
    .output(payment),
  duplicate: writes(write)
    .route({
      method: 'POST',
      path: '/quotes/{quoteId}/duplicate',
      successStatus: 201,
      tags,
      summary: 'Draft a new quote with the content of another',
    })
    .input(z.strictObject({ quoteId }))
    .output(numbered),
}
