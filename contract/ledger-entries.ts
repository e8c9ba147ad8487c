import { z } from 'zod'
import { civilDate, instant } from './dates.ts'
import { currencyCode, signedMoney } from './money.ts'
import { reads } from './operation.ts'
import { pageInput } from './pages.ts'
import { paymentMethods } from './payment-methods.ts'

export const entryKinds = [
  'invoice',
  'payment',
  'allocation',
  'release',
  'void',
  'credit_memo',
  'write_off',
  'refund',
  'reversal',
  'late_fee',
] as const
export type EntryKind = (typeof entryKinds)[number]

/** The figures of a customer and of the company that can be asked where they come from, by their names in replies. */
export const customerFigures = ['balance', 'openInvoices', 'unappliedCredit', 'totalPaid'] as const
export type CustomerFigure = (typeof customerFigures)[number]
export const companyFigures = ['totalOutstanding', 'paidThisMonth'] as const
export const figures = ['balanceDue', ...customerFigures, ...companyFigures] as const
export type LedgerFigure = (typeof figures)[number]

export const ledgerEntry = z.object({
  id: z.string(),
  kind: z.enum(entryKinds),
  amount: signedMoney.meta({ description: 'What the entry does to the figure' }),
  balance: signedMoney.meta({ description: 'The figure after this entry; the newest one’s is the figure' }),
  documentDate: z.string(),
  postingDate: z
    .string()
    .meta({ description: 'The day it counts for; later than its document where that day was closed' }),
  recordedAt: z.string(),
  customerId: z.uuid(),
  customerName: z.string(),
  account: z
    .enum(['invoice', 'unapplied'])
    .meta({ description: 'Whether it stands on an invoice or on the customer’s unapplied credit' }),
  invoiceId: z.uuid().nullable().meta({ description: 'The invoice it is on, or was applied to' }),
  invoiceNumber: z.string().nullable(),
  document: z
    .object({
      kind: z.enum(['invoice', 'payment', 'credit_memo', 'refund', 'write_off']),
      id: z.uuid(),
      number: z.string().nullable().meta({ description: 'Number, or the reference of a payment or refund' }),
      method: z.enum(paymentMethods).nullable(),
    })
    .meta({ description: 'The document that the entry came from' }),
})
export type LedgerEntry = z.infer<typeof ledgerEntry>

export const ledgerEntries = z.object({
  figure: z.enum(figures),
  asOf: z.string(),
  currency: z.string(),
  amount: signedMoney.meta({ description: 'The figure at the end of that day, the sum of its entries' }),
  why: z.string().meta({ description: 'What it came from, in a sentence' }),
  data: z.array(ledgerEntry).meta({ description: 'Latest posted first' }),
  nextCursor: z.string().nullable(),
})
export type LedgerEntries = z.infer<typeof ledgerEntries>

const ofADay = {
  ...pageInput,
  asOf: civilDate.optional().meta({ description: 'End of this day; today when left out' }),
}

/** Why an invoice has its status, and its balance due. */
export const invoiceEntries = reads('accounting.invoices.read')
  .route({
    method: 'GET',
    path: '/invoices/{invoiceId}/entries',
    tags: ['Invoices'],
    summary: 'Why: the ledger entries that an invoice’s balance and status come from',
  })
  .input(z.strictObject({ invoiceId: z.uuid().meta({ positional: true }), ...ofADay }))
  .output(ledgerEntries)

/** Why a customer's figure is what it is. */
export const customerEntries = reads('accounting.customers.read')
  .route({
    method: 'GET',
    path: '/customers/{customerId}/entries',
    tags: ['Customers'],
    summary: 'Why: the ledger entries that a customer’s figure comes from',
    description: '`knownAt` repeats the answer as it was given at that instant.',
  })
  .input(
    z.strictObject({
      customerId: z.uuid().meta({ positional: true }),
      figure: z.enum(customerFigures).default('balance'),
      ...ofADay,
      knownAt: instant.optional(),
    }),
  )
  .output(ledgerEntries)

/** Why a figure over all customers is what it is. */
export const companyEntries = reads('accounting.reports.read')
  .route({
    method: 'GET',
    path: '/reports/entries',
    tags: ['Reports'],
    summary: 'Why: the ledger entries that a figure over all customers comes from',
  })
  .input(
    z.strictObject({
      figure: z.enum(companyFigures).default('totalOutstanding'),
      currency: currencyCode.optional(),
      ...ofADay,
    }),
  )
  .output(ledgerEntries)
