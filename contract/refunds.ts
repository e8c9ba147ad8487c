import { z } from 'zod'
import { civilDate } from './dates.ts'
import { positiveMoney } from './money.ts'
import { reads } from './operation.ts'
import { pageInput, pageOf } from './pages.ts'
import { paymentMethods } from './payment-methods.ts'
import { line } from './text.ts'

export const refund = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string(),
  currency: z.string(),
  amount: z.string(),
  date: z.string(),
  postingDate: z.string(),
  method: z.enum(paymentMethods),
  reference: z.string().nullable(),
  recordedAt: z.string(),
  recordedBy: z.string().nullable(),
  sources: z
    .array(
      z.object({ paymentId: z.uuid().nullable(), creditMemoId: z.uuid().nullable(), amount: z.string() }),
    )
    .meta({ description: 'Whose credit was given back' }),
})
export type Refund = z.infer<typeof refund>

export const refundFields = {
  amount: positiveMoney.optional().meta({ description: 'All that is there when left out' }),
  method: z.enum(paymentMethods).default('check'),
  date: civilDate.optional().meta({ description: 'Today when left out; not in the future' }),
  reference: line(200).nullable().optional().meta({ description: 'Check number or transaction id' }),
}

export const refundsContract = {
  list: reads('accounting.payments.read')
    .route({ method: 'GET', path: '/refunds', tags: ['Refunds'], summary: 'Refunds, newest first' })
    .input(z.strictObject({ ...pageInput, customerId: z.uuid().optional() }))
    .output(pageOf(refund)),
  show: reads('accounting.payments.read')
    .route({ method: 'GET', path: '/refunds/{refundId}', tags: ['Refunds'], summary: 'One refund' })
    .input(z.strictObject({ refundId: z.uuid().meta({ positional: true }) }))
    .output(refund),
}
