import { implementing } from '../../server/operation.ts'
import { readApiKeys } from './api-keys.sql.ts'

export const listApiKeys = implementing.apiKeys.list.handler(async ({ context: { tx } }) => ({
  data: await readApiKeys(tx),
}))
