import { refuseField } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { inDays, invitationDays, newToken } from '../../server/session.ts'
import { insertPerson, insertPersonInvitation, personByEmail } from '../session/session.sql.ts'
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
    const known = await personByEmail(tx.db, input.email)
    const userId = known?.userId ?? (await insertPerson(tx.db, { ...input, passwordHash: null }))
    await setMember(tx, userId, input.role, standing?.extraPermissions ?? [])
    const { token, hash } = newToken(platen.secret)
    const invited = await insertPersonInvitation(
      tx.db,
      userId,
      hash,
      inDays(platen.clock.now(), invitationDays),
    )
    // A dry run invites nobody, so it shows no link.
    const invitationUrl = invited && !dryRun ? `${platen.publicUrl}/join/${token}` : null
    const added = (await readMembers(tx)).find((member) => member.userId === userId)
    if (!added) throw new Error('A member just added is not there')
    audit.record({
      entity: 'member',
      entityId: userId,
      label: added.name,
      before: standing ? { role: standing.role } : null,
      after: { role: added.role, invited: added.invited },
    })
    return { ...added, invitationUrl }
  },
)
