import { refuseField } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { invitePerson } from './invite-person.ts'
import { requireAnOwnerStays, requireMayGrant } from './member.ts'
import { lockMembers, readMembers, setMember } from './members.sql.ts'

/**
 * Adds a person. Somebody new to this installation gets an invitation link, which is shown once; asking again renews it.
 * Somebody who is in another company here, or invited to one, enters as before; the name they have there stays.
 */
export const addMember = implementing.members.add.handler(
  async ({ input, context: { tx, caller, audit, platen, dryRun } }) => {
    requireMayGrant(caller.role, input.role)
    await lockMembers(tx)
    const members = await readMembers(tx)
    const standing = members.find((member) => member.email.toLowerCase() === input.email.toLowerCase())
    if (standing && !standing.invited) {
      throw refuseField('email_taken', 'email', 'This person is a member already. Change their role instead.')
    }
    if (standing) {
      // Inviting somebody anew may change their role, so it is judged as a change of it.
      requireMayGrant(caller.role, standing.role)
      requireAnOwnerStays(members, standing.userId, input.role)
    }
    const { userId, invitationUrl } = await invitePerson(platen, tx.db, input)
    await setMember(tx, userId, input.role, standing?.extraPermissions ?? [])
    const added = (await readMembers(tx)).find((member) => member.userId === userId)
    if (!added) throw new Error('A member just added is not there')
    audit.record({
      entity: 'member',
      entityId: userId,
      label: added.name,
      before: standing ? { role: standing.role } : null,
      after: { role: added.role, invited: added.invited },
    })
    // A dry run invites nobody, so it shows no link.
    return { ...added, invitationUrl: dryRun ? null : invitationUrl }
  },
)
