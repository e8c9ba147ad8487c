import { z } from 'zod'
import { civilDate } from './dates.ts'
import { positiveMoney } from './money.ts'
import { reads, writes } from './operation.ts'
import { pageInput, pageOf } from './pages.ts'
import { paymentMethods } from './payment-methods.ts'
import { refund, refundFields } from './refunds.ts'
import { line } from './text.ts'

/** Where credit goes: chosen amounts, or the oldest open invoices first. */
export const allocations = z
  .union([
    z.literal('oldest-first'),
    z.array(z.strictObject({ invoiceId: z.uuid(), amount: positiveMoney })).max(500),
  ])
  .meta({
    description: 'Amounts for chosen invoices, or `oldest-first`: by due date, issue date, number',
  })
export type Allocations = z.infer<typeof allocations>

export const allocation = z.object({
  id: z.uuid(),
  invoiceId: z.uuid(),
  invoiceNumber: z.string(),
  amount: z.string(),
  postingDate: z.string(),
})

export const payment = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string(),
  currency: z.string(),
  amount: z.string(),
  unappliedAmount: z
    .string()
    .meta({ description: 'What is neither allocated nor refunded: the customer’s credit' }),
  refundedAmount: z.string(),
  isReversed: z.boolean(),
  reversal: z
    .object({ reason: z.string(), date: z.string(), reversedBy: z.string().nullable() })
    .nullable()
    .meta({ description: 'A bounced check: why, since which day, by whom' }),
  date: z.string(),
  postingDate: z.string(),
  method: z.enum(paymentMethods),
  reference: z.string().nullable(),
  recordedAt: z.string(),
  recordedBy: z.string().nullable(),
  quoteId: z.uuid().nullable().meta({ description: 'The quote it is a deposit on' }),
  allocations: z.array(allocation),
})
export type Payment = z.infer<typeof payment>

export const paymentFields = {
  amount: positiveMoney,
  method: z.enum(paymentMethods),
  date: civilDate.optional().meta({ description: 'Today when left out; not in the future' }),
  reference: line(200).nullable().optional().meta({ description: 'Check number or transaction id' }),
}

const paymentId = z.uuid().meta({ positional: true })

export const paymentsContract = {
  list: reads('accounting.payments.read')
    .route({ method: 'GET', path: '/payments', tags: ['Payments'], summary: 'Payments, newest first' })
    .input(
      z.strictObject({
        ...pageInput,
        customerId: z.uuid().optional(),
        invoiceId: z.uuid().optional(),
        quoteId: z.uuid().optional(),
      }),
    )
    .output(pageOf(payment)),
  show: reads('accounting.payments.read')
    .route({
      method: 'GET',
      path: '/payments/{paymentId}',
      tags: ['Payments'],
      summary: 'One payment and where it went',
    })
    .input(z.strictObject({ paymentId }))
    .output(payment),
  receive: writes('accounting.payments.write')
    .route({
      method: 'POST',
      path: '/payments',
      successStatus: 201,
      tags: ['Payments'],
      summary: 'Record a payment over any number of a customer’s invoices',
      description:
        'With chosen amounts the rest stays the customer’s unapplied credit; without any, all of it does, as a prepayment. With `oldest-first` a payment above all balances is refused, unless `keepExcessAsCredit` says to keep the excess.',
    })
    .input(
      z.strictObject({
        customerId: z.uuid(),
        ...paymentFields,
        allocations: allocations.default([]),
        keepExcessAsCredit: z.boolean().optional(),
      }),
    )
    .output(payment),
  allocate: writes('accounting.payments.write')
    .route({
      method: 'POST',
      path: '/payments/{paymentId}/allocations',
      tags: ['Payments'],
      summary: 'Put what is left of a payment to invoices',
    })
    .input(z.strictObject({ paymentId, allocations: allocations.default('oldest-first') }))
    .output(payment),
  releaseAllocation: writes('accounting.payments.reverse')
    .route({
      method: 'POST',
      path: '/payments/{paymentId}/allocations/{allocationId}/reverse',
      tags: ['Payments'],
      summary: 'Take one allocation back',
      description:
        'The invoice is open by that much again, and the money is the customer’s unapplied credit.',
    })
    .input(z.strictObject({ paymentId, allocationId: z.uuid().meta({ positional: true }) }))
    .output(payment),
  reverse: writes('accounting.payments.reverse')
    .route({
      method: 'POST',
      path: '/payments/{paymentId}/reverse',
      tags: ['Payments'],
      summary: 'Reverse a payment that bounced',
      description:
        'Its allocations are taken back, and balances and statuses are as before it. A payment that was refunded in part cannot be reversed.',
    })
    .input(z.strictObject({ paymentId, reason: line(500) }))
    .output(payment),
  refund: writes('accounting.payments.refund')
    .route({
      method: 'POST',
      path: '/payments/{paymentId}/refund',
      successStatus: 201,
      tags: ['Refunds'],
      summary: 'Give back what is left of a payment',
    })
    .input(z.strictObject({ paymentId, ...refundFields }))
    .output(refund),
  record: writes('accounting.payments.write')
    .route({
      method: 'POST',
      path: '/invoices/{invoiceId}/payments',
      successStatus: 201,
      tags: ['Payments'],
      summary: 'Record a payment on an invoice',
      description:
        'A payment above the balance is refused, naming the balance, unless `keepExcessAsCredit` says to keep the excess as the customer’s unapplied credit.',
    })
    .input(
      z.strictObject({
        invoiceId: z.uuid().meta({ positional: true }),
        ...paymentFields,
        keepExcessAsCredit: z.boolean().optional(),
      }),
    )
    .output(payment),
}
