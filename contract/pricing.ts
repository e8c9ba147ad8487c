import { z } from 'zod'
import { civilDate } from './dates.ts'
import { lineItem, lineItemInput } from './line-items.ts'
import { money, percent, signedMoney } from './money.ts'
import { line } from './text.ts'

export const itemizationModes = ['itemized', 'bundled'] as const
export const discountKinds = ['percent', 'amount'] as const

const discountInput = z
  .strictObject({ description: line(200), kind: z.enum(discountKinds), value: money })
  .refine(({ kind, value }) => kind === 'amount' || Number(value) <= 100, {
    path: ['value'],
    message: 'must be at most 100 percent',
  })

/** What has a price, on a quote as on an invoice. */
export const pricedFields = {
  lineItems: z
    .array(lineItemInput)
    .min(1, 'must have at least one line')
    .max(500, 'must have at most 500 lines'),
  discounts: z.array(discountInput).max(20),
  shipping: money,
  shippingTaxable: z.boolean(),
  taxRate: percent.meta({ description: 'Percent; the company’s rate when left out on creation' }),
  taxExemptionReason: line(200).nullable(),
}

/** A deposit is asked for in percent of the total, which it follows, or as an amount. */
export const depositFields = {
  depositRequested: z
    .boolean()
    .meta({ description: 'True alone asks for what is usual for the customer; false takes it back' }),
  depositPercent: percent
    .nullable()
    .meta({ description: 'Percent of the total, which the deposit then follows' }),
  depositAmount: money.nullable().meta({ description: 'At most the total' }),
  depositDueDate: civilDate.nullable().meta({ description: 'The issue date when null' }),
}

export const appliedDiscount = z.object({
  description: z.string(),
  kind: z.enum(discountKinds),
  value: z.string(),
  amount: z.string(),
})

export type AppliedDiscount = z.infer<typeof appliedDiscount>

export const taxTotal = z.object({ rate: z.string(), base: z.string(), amount: z.string() })
export type TaxTotal = z.infer<typeof taxTotal>

/** What has a price, with what was computed from it. */
export const shownPricing = {
  lineItems: z.array(lineItem),
  discounts: z.array(appliedDiscount),
  shipping: z.string(),
  shippingTaxable: z.boolean(),
  taxRate: z.string(),
  taxes: z.array(taxTotal),
  taxExemptionReason: z.string().nullable(),
  taxAmount: z.string(),
  subtotal: z.string(),
  discountTotal: z.string(),
}

/** What the customer accepted, as it stood when the quote became the invoice. */
export const pricingSnapshot = z.object({
  quoteId: z.uuid(),
  quoteNumber: z.string(),
  revision: z.number(),
  acceptedOn: z.string(),
  ...shownPricing,
  total: z.string(),
})
export type PricingSnapshot = z.infer<typeof pricingSnapshot>

export const creditable = z
  .string()
  .meta({ description: 'What can still be credited of it, before tax; zero on drafts and void invoices' })

/** What of an invoice nobody will pay any more. */
export const writeOff = z.object({
  amount: z.string(),
  reason: z.string(),
  date: z.string(),
  recordedBy: z.string().nullable(),
})

/** A field of a line that is not what was quoted. */
const changedField = z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })

/** What an invoice changed of its quote (C: U37, U38). The effects, tax included, add up to the difference. */
export const invoiceChanges = z.object({
  quoteId: z.uuid().nullable(),
  quoteNumber: z.string().nullable(),
  revision: z.number().nullable(),
  count: z.number().meta({ description: 'Lines, discounts and shipping that are not as quoted' }),
  changes: z.array(
    z.object({
      on: z.enum(['line', 'discount', 'shipping']),
      change: z
        .enum(['added', 'removed', 'changed', 'followed'])
        .meta({ description: 'A percentage follows the lines; that is no change of its own' }),
      description: z.string(),
      fields: z.array(changedField),
      effect: signedMoney.meta({ description: 'By how much it changed the total, before tax' }),
    }),
  ),
  taxEffect: signedMoney,
  quotedTotal: z.string().nullable(),
  total: z.string(),
  difference: signedMoney,
})
export type InvoiceChanges = z.infer<typeof invoiceChanges>
