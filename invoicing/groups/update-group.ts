import { difference } from '../../server/audit-trail.ts'
import { givenFields } from '../../server/given-fields.ts'
import { implementing } from '../../server/operation.ts'
import { requireVersion } from '../../server/require-version.ts'
import { requireFreeName, takeOverDefault } from './group-name-and-default.ts'
import { type GroupContent, lockGroups, readGroup, updateGroupRow } from './groups.sql.ts'

/** Changes a group. One that becomes the default takes over from the one before; customers stay where they are. */
export const updateGroup = implementing.groups.update.handler(
  async ({ input: { groupId, version, ...given }, context: { tx, audit } }) => {
    await lockGroups(tx)
    const before = await readGroup(tx, groupId)
    requireVersion(before.name, before.version, version)
    const { name, description, isDefault } = before
    const content: GroupContent = { name, description, isDefault, ...givenFields(given) }
    const changed = difference({ name, description, isDefault }, { ...content })
    if (Object.keys(changed.after).length === 0) {
      audit.nothingChanged()
      return before
    }
    await requireFreeName(tx, content.name, groupId)
    await takeOverDefault(tx, audit, content, groupId)
    await updateGroupRow(tx, groupId, content)
    audit.record({ entity: 'customer_group', entityId: groupId, label: before.name, ...changed })
    return readGroup(tx, groupId)
  },
)
