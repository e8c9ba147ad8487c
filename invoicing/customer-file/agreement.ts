import type { ImportedCustomer } from '../../contract/customer-import.ts'
import { Refused, refuseField } from '../../contract/refusals.ts'
import { emailTaken } from '../contacts/contact.ts'

/**
 * Refuses contacts and addresses that contradict each other: the last would win, and the same request again would change
 * it back and forth.
 */
export function requireAgreement({ contacts, addresses }: ImportedCustomer): void {
  const emails = new Set<string>()
  const roles = new Set<string>()
  for (const [index, { email, role, isPrimary }] of contacts.entries()) {
    if (emails.has(email.toLowerCase())) throw within(`contacts.${index}`, emailTaken(email))
    emails.add(email.toLowerCase())
    if (!isPrimary || role === undefined) continue
    if (roles.has(role.toLowerCase()))
      throw onlyOne(`contacts.${index}.isPrimary`, `Only one contact can be primary in the role ${role}.`)
    roles.add(role.toLowerCase())
  }
  const defaults = new Set<string>()
  for (const [index, { type, isDefault }] of addresses.entries()) {
    if (isDefault && defaults.has(type))
      throw onlyOne(`addresses.${index}.isDefault`, `Only one ${type} address can be the default.`)
    if (isDefault) defaults.add(type)
  }
}

function onlyOne(path: string, rule: string): Refused {
  return refuseField('import_rows_contradict', path, `${rule} Mark one of them.`)
}

/** A refusal told from one level above: its fields are those of the thing at `place`. */
function within(place: string, refusal: Refused): Refused {
  const errors = refusal.errors.map(({ path, message }) => ({ path: `${place}.${path}`, message }))
  return new Refused(refusal.code, refusal.message, errors)
}

/** Does something for the thing at `place` of a request, so that a refusal names its fields from there. */
export async function at<Result>(place: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof Refused ? within(place, error) : error
  }
}
