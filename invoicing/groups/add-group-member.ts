import { implementing } from '../../server/operation.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { insertMember } from './group-members.sql.ts'
import { holdGroup, readGroup } from './groups.sql.ts'

/** Puts a customer into a group; one who is in it already stays so. */
export const addGroupMember = implementing.groups.addMember.handler(
  async ({ input: { groupId, customerId }, context: { tx, audit } }) => {
    const customer = await lockCustomer(tx, customerId)
    const group = await holdGroup(tx, groupId)
    if (await insertMember(tx, groupId, customerId)) {
      audit.record({
        entity: 'customer_group',
        entityId: groupId,
        label: group.name,
        after: { customerId, customer: customer.name, member: true },
      })
    } else audit.nothingChanged()
    return readGroup(tx, groupId)
  },
)
