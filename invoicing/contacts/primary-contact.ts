import type { Transaction } from '../../database/transaction.ts'
import type { AuditTrail } from '../../server/audit-trail.ts'
import { type ContactContent, contactName, emailTaken } from './contact.ts'
import { clearPrimary, hasEmail } from './contacts.sql.ts'

/** Refuses the e-mail of another contact of the customer, whose row is locked. */
export async function requireFreeEmail(
  tx: Transaction,
  customerId: string,
  email: string,
  contactId: string | null,
): Promise<void> {
  if (await hasEmail(tx, customerId, email, contactId)) throw emailTaken(email)
}

/**
 * Takes the role from whoever is primary in it, so that this contact can be (B: one primary per role). Comes before the
 * contact is written, under the lock on the customer.
 */
export async function takeOverRole(
  tx: Transaction,
  audit: AuditTrail,
  customerId: string,
  { role, isPrimary }: ContactContent,
  contactId: string | null,
): Promise<void> {
  if (!isPrimary) return
  for (const before of await clearPrimary(tx, customerId, role, contactId)) {
    audit.record({
      entity: 'contact',
      entityId: before.id,
      label: contactName(before),
      before: { isPrimary: true },
      after: { isPrimary: false },
    })
  }
}
