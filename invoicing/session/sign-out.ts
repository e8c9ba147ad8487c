import { implementingSession, signedInCaller } from '../../server/operation.ts'
import { deleteSession } from './session.sql.ts'

/** Ends the session that the call came with. An API key has none: revoke it instead. */
export const signOut = implementingSession.session.signOut.handler(async ({ context }) => {
  const { sessionHash } = signedInCaller(context)
  if (sessionHash) await deleteSession(context.tx.db, sessionHash)
  context.cookie?.clear()
  return { signedOut: true as const }
})
