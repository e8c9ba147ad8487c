import { implementing } from '../../server/operation.ts'
import { readMembers } from './members.sql.ts'

export const listMembers = implementing.members.list.handler(async ({ context: { tx } }) => ({
  data: await readMembers(tx),
}))
