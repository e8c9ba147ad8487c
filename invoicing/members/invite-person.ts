import type { Kysely } from 'kysely'
import type { DB } from '../../database/tables.ts'
import type { Platen } from '../../server/platen.ts'
import { inDays, invitationDays, newToken } from '../../server/session.ts'
import { insertPerson, insertPersonInvitation, personByEmail } from '../session/session.sql.ts'

/**
 * The person of an e-mail, made where nobody here has it. The link lets them choose a password; it is null for somebody
 * who has one, or who was invited by another company.
 */
export async function invitePerson(
  platen: Platen,
  db: Kysely<DB>,
  person: { email: string; name: string },
): Promise<{ userId: string; invitationUrl: string | null }> {
  const known = await personByEmail(db, person.email)
  const userId = known?.userId ?? (await insertPerson(db, { ...person, passwordHash: null }))
  const { token, hash } = newToken(platen.secret)
  const expiresAt = inDays(platen.clock.now(), invitationDays)
  const invited = await insertPersonInvitation(db, userId, hash, expiresAt)
  return { userId, invitationUrl: invited ? `${platen.publicUrl}/join/${token}` : null }
}
