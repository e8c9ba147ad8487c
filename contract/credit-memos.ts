import { z } from 'zod'
import { postalAddress } from './addresses.ts'
import { money, positiveMoney } from './money.ts'
import { reads, writes } from './operation.ts'
import { pageInput, pageOf } from './pages.ts'
import { paymentMethods } from './payment-methods.ts'
import { allocation, allocations } from './payments.ts'
import { refundFields } from './refunds.ts'
import { line, paragraphs } from './text.ts'

/** Why something is credited (C: U60). */
export const creditMemoReasons = ['shortages', 'misprints', 'defects', 'overcharges', 'returns'] as const
export type CreditMemoReason = (typeof creditMemoReasons)[number]

export const creditMemoReasonLabels: Record<CreditMemoReason, string> = {
  shortages: 'Shortages',
  misprints: 'Misprints',
  defects: 'Defects',
  overcharges: 'Overcharges',
  returns: 'Returns',
}

/** What becomes of credit above the open balance of the invoice. */
export const excessUses = ['credit', 'refund'] as const
export type ExcessUse = (typeof excessUses)[number]

/** What a list shows of a credit memo. */
export const creditMemoSummary = z.object({
  id: z.uuid(),
  creditMemoNumber: z.string(),
  invoiceId: z.uuid(),
  invoiceNumber: z.string(),
  customerId: z.uuid(),
  customerName: z.string(),
  currency: z.string(),
  reason: z.enum(creditMemoReasons),
  date: z.string(),
  postingDate: z.string(),
  totalCredit: z.string(),
  appliedToInvoice: z.string().meta({ description: 'What lowered the open balance of the invoice' }),
  excessAmount: z.string().meta({ description: 'What was above it: credit of the customer' }),
  unappliedAmount: z.string().meta({ description: 'What of the excess is neither allocated nor refunded' }),
  refundedAmount: z.string(),
  isVoid: z.boolean(),
  voidReason: z.string().nullable(),
  voidedAt: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
})
export type CreditMemoSummary = z.infer<typeof creditMemoSummary>

export const creditMemo = creditMemoSummary.extend({
  billingAddress: postalAddress.nullable().meta({ description: 'As it stands on the invoice' }),
  notes: z.string().nullable(),
  lineItems: z.array(
    z.object({ id: z.uuid(), lineItemId: z.uuid(), description: z.string(), amount: z.string() }),
  ),
  subtotal: z.string().meta({ description: 'The lines, before tax and net of the discount’s share' }),
  shipping: z.string(),
  taxes: z.array(z.object({ rate: z.string(), base: z.string(), amount: z.string() })),
  taxAmount: z.string(),
  allocations: z.array(allocation),
  refunds: z.array(
    z.object({ id: z.uuid(), date: z.string(), method: z.enum(paymentMethods), amount: z.string() }),
  ),
})
export type CreditMemo = z.infer<typeof creditMemo>

const creditMemoId = z.uuid().meta({ positional: true })

export const creditMemosContract = {
  list: reads('accounting.invoices.read')
    .route({
      method: 'GET',
      path: '/credit-memos',
      tags: ['Credit memos'],
      summary: 'Credit memos, newest first',
    })
    .input(z.strictObject({ ...pageInput, customerId: z.uuid().optional(), invoiceId: z.uuid().optional() }))
    .output(pageOf(creditMemoSummary)),
  show: reads('accounting.invoices.read')
    .route({
      method: 'GET',
      path: '/credit-memos/{creditMemoId}',
      tags: ['Credit memos'],
      summary: 'One credit memo, whole',
    })
    .input(z.strictObject({ creditMemoId }))
    .output(creditMemo),
  create: writes('accounting.invoices.credit')
    .route({
      method: 'POST',
      path: '/invoices/{invoiceId}/credit-memos',
      successStatus: 201,
      tags: ['Credit memos'],
      summary: 'Credit an issued invoice',
      description:
        'Amounts are before tax and net of the discount’s share, at most the `creditableAmount` of their line; the memo adds the tax’s share. It lowers the open balance first; what is above it is the customer’s unapplied credit, or is refunded at once with `excess: "refund"`.',
    })
    .input(
      z.strictObject({
        invoiceId: z.uuid().meta({ positional: true }),
        reason: z.enum(creditMemoReasons),
        lineItems: z
          .array(z.strictObject({ lineItemId: z.uuid(), amount: positiveMoney }))
          .max(500, 'must have at most 500 lines')
          .default([]),
        shipping: money.default('0'),
        notes: paragraphs(20_000).nullable().default(null),
        excess: z.enum(excessUses).default('credit'),
        refund: z
          .strictObject({ method: refundFields.method, reference: refundFields.reference })
          .optional()
          .meta({
            description: 'How the excess is given back, with `excess: "refund"`; by check when left out',
          }),
      }),
    )
    .output(
      creditMemo.extend({
        creditMemoNumber: z.string().nullable().meta({ description: 'Null in a dry run' }),
      }),
    ),
  void: writes('accounting.invoices.credit')
    .route({
      method: 'POST',
      path: '/credit-memos/{creditMemoId}/void',
      tags: ['Credit memos'],
      summary: 'Void a credit memo whose credit is unused',
      description: 'The invoice is open by what the memo had taken off it again. The number stays.',
    })
    .input(z.strictObject({ creditMemoId, reason: line(500) }))
    .output(creditMemo),
  allocate: writes('accounting.payments.write')
    .route({
      method: 'POST',
      path: '/credit-memos/{creditMemoId}/allocations',
      tags: ['Credit memos'],
      summary: 'Put what is left of a credit memo to invoices',
    })
    .input(z.strictObject({ creditMemoId, allocations: allocations.default('oldest-first') }))
    .output(creditMemo),
  releaseAllocation: writes('accounting.payments.reverse')
    .route({
      method: 'POST',
      path: '/credit-memos/{creditMemoId}/allocations/{allocationId}/reverse',
      tags: ['Credit memos'],
      summary: 'Take one allocation of a credit memo back',
      description:
        'The invoice is open by that much again, and the credit is the customer’s unapplied credit.',
    })
    .input(z.strictObject({ creditMemoId, allocationId: z.uuid().meta({ positional: true }) }))
    .output(creditMemo),
}
