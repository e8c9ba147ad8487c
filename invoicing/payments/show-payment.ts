import { implementing } from '../../server/operation.ts'
import { readPayment } from './payments.sql.ts'

export const showPayment = implementing.payments.show.handler(({ input, context: { tx } }) =>
  readPayment(tx, input.paymentId),
)
