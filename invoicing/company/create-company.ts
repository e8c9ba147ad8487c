import { Refused } from '../../contract/refusals.ts'
import { implementingSession, signedInCaller } from '../../server/operation.ts'
import { switchSession } from '../session/session.sql.ts'
import { foundCompany } from './found-company.ts'

/** Founds another company of the signed-in person, who owns it and works for it from now on. */
export const createCompany = implementingSession.company.create.handler(async ({ input, context }) => {
  const caller = signedInCaller(context)
  if (caller.kind !== 'person')
    throw new Refused('forbidden', 'Only a person can found a company; an API key belongs to one.')
  const company = await foundCompany(context.tx.db, {
    ...input,
    ownerUserId: caller.userId,
    byUserId: caller.userId,
    door: context.door,
  })
  if (caller.sessionHash) await switchSession(context.tx.db, caller.sessionHash, company.id)
  return company
})
