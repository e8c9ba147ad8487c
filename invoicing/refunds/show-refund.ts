import { implementing } from '../../server/operation.ts'
import { readRefund } from './refunds.sql.ts'

export const showRefund = implementing.refunds.show.handler(({ input, context: { tx } }) =>
  readRefund(tx, input.refundId),
)
