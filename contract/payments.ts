import { z } from 'zod'
import { civilDate } from './dates.ts'
import { positiveMoney } from './money.ts'
import { reads, writes } from './operation.ts'
import { pageInput, pageOf } from './pages.ts'
import { line } from './text.ts'

/** How money arrives (C: U49). */
export const paymentMethods = [
  'check',
  'cash',
  'square',
  'venmo',
  'zelle',
  'credit_card',
  'ach',
  'other',
] as const
export type PaymentMethod = (typeof paymentMethods)[number]

export const paymentMethodLabels: Record<PaymentMethod, string> = {
  check: 'Check',
  cash: 'Cash',
  square: 'Square',
  venmo: 'Venmo',
  zelle: 'Zelle',
  credit_card: 'Credit Card',
  ach: 'ACH',
  other: 'Other',
}

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
  unappliedAmount: z.string().meta({ description: 'What is not allocated: the customer’s credit' }),
  date: z.string(),
  postingDate: z.string(),
  method: z.enum(paymentMethods),
  reference: z.string().nullable(),
  recordedAt: z.string(),
  recordedBy: z.string().nullable(),
  allocations: z.array(allocation),
})
export type Payment = z.infer<typeof payment>

export const paymentFields = {
  amount: positiveMoney,
  method: z.enum(paymentMethods),
  date: civilDate.optional().meta({ description: 'Today when left out; not in the future' }),
  reference: line(200).nullable().optional().meta({ description: 'Check number or transaction id' }),
}

export const paymentsContract = {
  list: reads('accounting.payments.read')
    .route({ method: 'GET', path: '/payments', tags: ['Payments'], summary: 'Payments, newest first' })
    .input(z.strictObject({ ...pageInput, customerId: z.uuid().optional(), invoiceId: z.uuid().optional() }))
    .output(pageOf(payment)),
  show: reads('accounting.payments.read')
    .route({
      method: 'GET',
      path: '/payments/{paymentId}',
      tags: ['Payments'],
      summary: 'One payment and where it went',
    })
    .input(z.strictObject({ paymentId: z.uuid().meta({ positional: true }) }))
    .output(payment),
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
