import { implementing } from '../../server/operation.ts'
import { deleteGroup, lockGroups, readGroup } from './groups.sql.ts'

/** Deletes a group; its customers stay. If it was the default, new customers join none from then on. */
export const removeGroup = implementing.groups.remove.handler(
  async ({ input: { groupId }, context: { tx, audit } }) => {
    await lockGroups(tx)
    const { name, description, isDefault, memberCount } = await readGroup(tx, groupId)
    await deleteGroup(tx, groupId)
    audit.record({
      entity: 'customer_group',
      entityId: groupId,
      label: name,
      before: { name, description, isDefault, memberCount },
      after: { removed: true },
    })
    return { id: groupId, removed: true as const }
  },
)
