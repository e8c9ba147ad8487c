import { implementing } from '../../server/operation.ts'
import { readMessage } from './messages.sql.ts'

export const showMessage = implementing.messages.show.handler(({ input, context: { tx } }) =>
  readMessage(tx, input.messageId),
)
