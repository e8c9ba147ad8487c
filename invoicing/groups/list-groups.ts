import { implementing } from '../../server/operation.ts'
import { readGroups } from './groups.sql.ts'

export const listGroups = implementing.groups.list.handler(async ({ context: { tx } }) => ({
  data: await readGroups(tx),
}))
