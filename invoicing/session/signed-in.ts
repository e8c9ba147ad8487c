import type { Kysely } from 'kysely'
import { permissions } from '../../contract/permissions.ts'
import type { SignedIn } from '../../contract/session.ts'
import type { DB } from '../../database/tables.ts'
import { continueAs } from '../../database/transaction.ts'
import { type Caller, callerOfHash, mayCall } from '../../server/caller.ts'
import type { Entrance } from '../../server/operation.ts'
import type { Platen } from '../../server/platen.ts'
import { inDays, newToken, sessionDays } from '../../server/session.ts'
import { trimDecimals } from '../money/decimal.ts'
import { companiesOf, insertSession, settingsOf } from './session.sql.ts'

/** Opens a session for a person, hands its token to the door, and tells who is signed in now. */
export async function openSession(context: Entrance, db: Kysely<DB>, userId: string): Promise<SignedIn> {
  const { token, hash } = newToken(context.platen.secret)
  await insertSession(db, userId, hash, inDays(context.platen.clock.now(), sessionDays))
  const caller = await callerOfHash(db, hash)
  if (!caller) throw new Error('A session that was just opened is not there')
  context.cookie?.set(token)
  return describeCaller(context.platen, db, caller)
}

/** What a caller sees of themselves: user, company, permissions, and the companies to switch between. */
export async function describeCaller(platen: Platen, db: Kysely<DB>, caller: Caller): Promise<SignedIn> {
  const companies = caller.kind === 'person' ? await companiesOf(db, caller.userId) : []
  let company: SignedIn['company'] = null
  if (caller.companyId) {
    await continueAs(db, caller.companyId)
    const settings = await settingsOf(db, caller.companyId)
    if (settings) {
      const { slug, name, currency, timeZone, taxRate } = settings
      company = {
        id: caller.companyId,
        slug,
        name,
        currency,
        timeZone,
        taxRate: trimDecimals(taxRate),
        today: platen.clock.today(timeZone),
      }
    }
  }
  return {
    user: { id: caller.userId, name: caller.name, email: caller.email, kind: caller.kind },
    company,
    role: caller.role,
    permissions: permissions.filter((permission) => mayCall(caller, permission)),
    companies,
  }
}
