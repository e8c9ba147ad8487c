import { Refused } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { requireAnOwnerStays, requireMayGrant } from './member.ts'
import { lockMembers, readMembers, removeMemberRow } from './members.sql.ts'

/** Removes a person from the company; their sessions stop working for it at once. What they did stays under their name. */
export const removeMember = implementing.members.remove.handler(
  async ({ input, context: { tx, caller, audit } }) => {
    await lockMembers(tx)
    const members = await readMembers(tx)
    const member = members.find(({ userId }) => userId === input.userId)
    if (!member) throw new Refused('not_found', 'The company has no member with this id.')
    requireMayGrant(caller.role, member.role)
    requireAnOwnerStays(members, input.userId, null)
    await removeMemberRow(tx, input.userId)
    audit.record({
      entity: 'member',
      entityId: input.userId,
      label: member.name,
      before: { role: member.role },
    })
    return { userId: input.userId, removed: true as const }
  },
)
