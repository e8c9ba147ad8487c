import { z } from 'zod'
import { reads, writes } from './operation.ts'
import { allocation, allocations } from './payments.ts'
import { refund, refundFields } from './refunds.ts'

const customerId = z.uuid().meta({ positional: true })

/** A customer's unapplied credit, and where it came from. */
export const unappliedCredit = z.object({
  customerId: z.uuid(),
  currency: z.string(),
  unappliedCredit: z.string(),
  sources: z
    .array(
      z.object({
        kind: z.enum(['payment', 'credit_memo']),
        id: z.uuid(),
        label: z.string().nullable().meta({ description: 'Reference of the payment, or number of the memo' }),
        date: z.string(),
        unappliedAmount: z.string(),
      }),
    )
    .meta({ description: 'Oldest first, in the order in which they are used' }),
})
export type UnappliedCredit = z.infer<typeof unappliedCredit>

export const creditContract = {
  show: reads('accounting.payments.read')
    .route({
      method: 'GET',
      path: '/customers/{customerId}/credit',
      tags: ['Credit'],
      summary: 'A customer’s unapplied credit and its sources',
    })
    .input(z.strictObject({ customerId }))
    .output(unappliedCredit),
  apply: writes('accounting.payments.write')
    .route({
      method: 'POST',
      path: '/customers/{customerId}/credit/apply',
      tags: ['Credit'],
      summary: 'Put unapplied credit to invoices, the oldest credit first',
    })
    .input(z.strictObject({ customerId, allocations: allocations.default('oldest-first') }))
    .output(unappliedCredit.extend({ allocations: z.array(allocation) })),
  refund: writes('accounting.payments.refund')
    .route({
      method: 'POST',
      path: '/customers/{customerId}/credit/refunds',
      successStatus: 201,
      tags: ['Refunds'],
      summary: 'Give unapplied credit back in money, the oldest credit first',
    })
    .input(z.strictObject({ customerId, ...refundFields }))
    .output(refund),
}
