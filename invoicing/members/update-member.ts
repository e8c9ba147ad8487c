import { Refused } from '../../contract/refusals.ts'
import { difference } from '../../server/audit-trail.ts'
import { implementing } from '../../server/operation.ts'
import { requireAnOwnerStays, requireMayGrant } from './member.ts'
import { lockMembers, readMembers, setMember } from './members.sql.ts'

/** Changes a member's role, or the permissions they have besides it. */
export const updateMember = implementing.members.update.handler(
  async ({ input, context: { tx, caller, audit } }) => {
    await lockMembers(tx)
    const members = await readMembers(tx)
    const before = members.find((member) => member.userId === input.userId)
    if (!before) throw new Refused('not_found', 'The company has no member with this id.')
    const role = input.role ?? before.role
    requireMayGrant(caller.role, before.role, role)
    requireAnOwnerStays(members, input.userId, role)
    const after = { ...before, role, extraPermissions: input.extraPermissions ?? before.extraPermissions }
    await setMember(tx, input.userId, after.role, after.extraPermissions)
    audit.record({
      entity: 'member',
      entityId: input.userId,
      label: before.name,
      ...difference(before, after),
    })
    return after
  },
)
