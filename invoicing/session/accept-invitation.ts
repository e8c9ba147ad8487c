import { refuseField } from '../../contract/refusals.ts'
import { implementingSession } from '../../server/operation.ts'
import { hashPassword } from '../../server/password.ts'
import { hashToken } from '../../server/session.ts'
import { takeInvitation } from './session.sql.ts'
import { openSession } from './signed-in.ts'

/** An invited person chooses a password and is signed in; the invitation is used up. */
export const acceptInvitation = implementingSession.session.acceptInvitation.handler(
  async ({ input, context }) => {
    const { db } = context.tx
    const address = context.clientAddress ?? 'unknown'
    // Counted by address only, so that nobody can keep others from accepting theirs.
    const counted = `invitations from ${address}`
    await context.platen.limits.signIn(counted, address)
    const tokenHash = hashToken(context.platen.secret, input.token)
    const userId = await takeInvitation(db, tokenHash, await hashPassword(input.password))
    if (!userId) {
      throw refuseField(
        'invitation_not_valid',
        'token',
        'This invitation was used, replaced or has expired. Ask an owner or admin for a new one.',
      )
    }
    await context.platen.limits.signInSucceeded(counted)
    return openSession(context, db, userId)
  },
)
