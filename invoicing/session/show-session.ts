import { implementingSession, signedInCaller } from '../../server/operation.ts'
import { describeCaller } from './signed-in.ts'

export const showSession = implementingSession.session.show.handler(({ context }) =>
  describeCaller(context.platen, context.tx.db, signedInCaller(context)),
)
