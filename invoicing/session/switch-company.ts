import { Refused } from '../../contract/refusals.ts'
import { callerOfHash } from '../../server/caller.ts'
import { implementingSession, signedInCaller } from '../../server/operation.ts'
import { switchSession } from './session.sql.ts'
import { describeCaller } from './signed-in.ts'

/** Lets the session work for another company of its person. A foreign company and an unknown one get the same answer. */
export const switchCompany = implementingSession.session.switchCompany.handler(async ({ input, context }) => {
  const { sessionHash } = signedInCaller(context)
  const { db } = context.tx
  if (!sessionHash || !(await switchSession(db, sessionHash, input.companyId))) {
    throw new Refused('not_found', 'You belong to no company with this id.')
  }
  const caller = await callerOfHash(db, sessionHash)
  if (!caller) throw new Refused('not_signed_in', 'The session is over. Sign in again.')
  return describeCaller(context.platen, db, caller)
})
