import { implementing } from '../../server/operation.ts'
import { readMemo } from './credit-memos.sql.ts'

export const showCreditMemo = implementing.creditMemos.show.handler(({ input, context: { tx } }) =>
  readMemo(tx, input.creditMemoId),
)
