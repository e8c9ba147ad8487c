import { refuseField } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { inDays, invitationDays, newToken } from '../../server/session.ts'
import { insertPerson, insertPersonInvitation, personByEmail } from '../session/session.sql.ts'
import { requireMayGrant } from './member.ts'
import { lockMembers, readMembers, setMember } from './members.sql.ts'

/**
 * Adds a person. Somebody new to this installation, or still without a password, gets an invitation link, which is
 * shown once. Somebody who is in another company here signs in as before; the name they gave themselves stays.
 */
export const addMember = implementing.members.add.handler(
  async ({ input, context: { tx, caller, audit, platen, dryRun } }) => {
    requireMayGrant(caller.role, input.role)
    await lockMembers(tx)
    const members = await readMembers(tx)
    if (
      members.some((member) => member.email.toLowerCase() === input.email.toLowerCase() && !member.invited)
    ) {
      throw refuseField('email_taken', 'email', 'This person is a member already. Change their role instead.')
    }
    const known = await personByEmail(tx.db, input.email)
    const userId = known?.userId ?? (await insertPerson(tx.db, { ...input, passwordHash: null }))
    await setMember(tx, userId, input.role, [])
    let invitationUrl: string | null = null
    if (!known?.passwordHash) {
      const { token, hash } = newToken(platen.secret)
      await insertPersonInvitation(tx.db, userId, hash, inDays(platen.clock.now(), invitationDays))
      // A dry run invites nobody, so it shows no link.
      if (!dryRun) invitationUrl = `${platen.publicUrl}/join/${token}`
    }
    const added = (await readMembers(tx)).find((member) => member.userId === userId)
    if (!added) throw new Error('A member just added is not there')
    audit.record({ entity: 'member', entityId: userId, label: added.name, after: { role: added.role } })
    return { ...added, invitationUrl }
  },
)
