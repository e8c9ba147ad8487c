import { implementing } from '../../server/operation.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { deleteMember } from './group-members.sql.ts'
import { holdGroup, readGroup } from './groups.sql.ts'

/** Takes a customer out of a group; one who is not in it stays so. */
export const removeGroupMember = implementing.groups.removeMember.handler(
  async ({ input: { groupId, customerId }, context: { tx, audit } }) => {
    const customer = await lockCustomer(tx, customerId)
    const group = await holdGroup(tx, groupId)
    if (await deleteMember(tx, groupId, customerId)) {
      audit.record({
        entity: 'customer_group',
        entityId: groupId,
        label: group.name,
        before: { customerId, customer: customer.name, member: true },
      })
    } else audit.nothingChanged()
    return readGroup(tx, groupId)
  },
)
