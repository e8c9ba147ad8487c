import { Refused } from '../../contract/refusals.ts'
import { implementingSession } from '../../server/operation.ts'
import { passwordFits } from '../../server/password.ts'
import { personByEmail } from './session.sql.ts'
import { openSession } from './signed-in.ts'

/** Signs a person in. An unknown e-mail, a wrong password and a person without one get the same answer in the same time. */
export const signIn = implementingSession.session.signIn.handler(async ({ input, context }) => {
  const { db } = context.tx
  await context.platen.limits.signIn(input.email, context.clientAddress ?? 'unknown')
  const person = await personByEmail(db, input.email)
  const fits = await passwordFits(person?.passwordHash ?? null, input.password)
  if (!person || !fits) {
    throw new Refused(
      'wrong_credentials',
      'E-mail or password is not right. Check both, or ask an admin for a new invitation.',
    )
  }
  await context.platen.limits.signInSucceeded(input.email)
  return openSession(context, db, person.userId)
})
