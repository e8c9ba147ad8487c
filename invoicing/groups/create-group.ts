import { implementing } from '../../server/operation.ts'
import { requireFreeName, takeOverDefault } from './group-name-and-default.ts'
import { insertGroup, lockGroups, readGroup } from './groups.sql.ts'

/** Creates a customer group (B: CustomerGroup); a default one takes over from the one before. */
export const createGroup = implementing.groups.create.handler(async ({ input, context: { tx, audit } }) => {
  const content = {
    name: input.name,
    description: input.description ?? null,
    isDefault: input.isDefault ?? false,
  }
  await lockGroups(tx)
  await requireFreeName(tx, content.name, null)
  await takeOverDefault(tx, audit, content, null)
  const id = await insertGroup(tx, content)
  audit.record({ entity: 'customer_group', entityId: id, label: content.name, after: content })
  return readGroup(tx, id)
})
