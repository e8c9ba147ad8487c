import { Refused } from '../../contract/refusals.ts'
import { implementingSession } from '../../server/operation.ts'
import { hashPassword } from '../../server/password.ts'
import { foundCompany } from '../company/found-company.ts'
import { anyPerson, insertPerson, lockSignUp } from './session.sql.ts'
import { openSession } from './signed-in.ts'

/** Makes the first owner and their company. Everybody after them is added by somebody who is in. */
export const signUp = implementingSession.session.signUp.handler(async ({ input, context }) => {
  const { db } = context.tx
  await lockSignUp(db)
  if (await anyPerson(db)) {
    throw new Refused(
      'sign_up_closed',
      'This installation has an owner already. Ask an owner or admin to add you as a member.',
    )
  }
  const passwordHash = await hashPassword(input.password)
  const userId = await insertPerson(db, { name: input.name, email: input.email, passwordHash })
  const { companyName: name, currency, country, timeZone } = input
  await foundCompany(db, {
    name,
    currency,
    country,
    timeZone,
    ownerUserId: userId,
    byUserId: userId,
    door: context.door,
  })
  return openSession(context, db, userId)
})

export const signUpState = implementingSession.session.signUpState.handler(async ({ context }) => ({
  open: !(await anyPerson(context.tx.db)),
  demo: context.platen.demo,
}))
