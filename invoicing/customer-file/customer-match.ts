import type { ImportedCustomer } from '../../contract/customer-import.ts'
import { Refused, refuseField } from '../../contract/refusals.ts'
import { valueInSeries } from '../numbers/document-number.ts'

/** A customer who is, or was, here and may be the one that a row tells of. */
export interface Candidate {
  id: string
  customerNumber: string
  externalId: string | null
  by: 'number' | 'externalId' | 'email' | 'name'
  isRemoved: boolean
}

type Known = Pick<ImportedCustomer, 'customerNumber' | 'email' | 'name'>

/** The customer with the number of a row: their own, or that of another system. Null when nobody has it. */
export function customerWithNumber(given: Known, candidates: readonly Candidate[]): Candidate | null {
  const numbered = candidates.filter(({ by }) => by === 'number' || by === 'externalId')
  const found = onlyOne(numbered, 'customerNumber', `the number ${given.customerNumber}`)
  if (!found?.isRemoved) return found
  throw refuseField(
    'import_row_conflict',
    'customerNumber',
    `${found.customerNumber} was removed, and a number is never used again. Leave it out to make the customer anew.`,
  )
}

/**
 * The customer who is found by e-mail, or, where none is given, by the name of somebody who has none. A row with the
 * number of another system may be one of ours who has only a number of our series, told by its prefix: who is known by
 * another number already is somebody else.
 */
export function customerWithout(
  given: Known,
  candidates: readonly Candidate[],
  prefix: string,
): Candidate | null {
  const mayBe = ({ customerNumber, externalId }: Candidate) =>
    !given.customerNumber || (externalId === null && valueInSeries(prefix, customerNumber) !== null)
  const persons = candidates.filter((one) => (one.by === 'email' || one.by === 'name') && mayBe(one))
  return given.email
    ? onlyOne(persons, 'email', `the e-mail ${given.email}`)
    : onlyOne(persons, 'name', `the name ${given.name}, and no e-mail`)
}

function onlyOne(found: readonly Candidate[], field: string, what: string): Candidate | null {
  const ids = new Set(found.map(({ id }) => id))
  if (ids.size < 2) return found[0] ?? null
  const numbers = [...new Set(found.map(({ customerNumber }) => customerNumber))].sort().join(', ')
  throw refuseField(
    'import_match_ambiguous',
    field,
    `Several customers have ${what}: ${numbers}. Give the customerNumber of the one that is meant.`,
  )
}

/** What tells a customer from others. Two imports of the same one wait for each other. */
export function identitiesOf({ customerNumber, email, name }: Known): string[] {
  const plain = (text: string) => text.normalize('NFC').trim().toLowerCase()
  return [
    ...(customerNumber ? [`number ${plain(customerNumber)}`] : []),
    ...(email ? [`email ${plain(email)}`] : []),
    ...(!email && name ? [`name ${plain(name)}`] : []),
  ].sort()
}

/** Refuses to make a customer of whom too little is known, or whose number cannot be kept. */
export function requireNewCustomer(given: Known): string {
  if (given.name === undefined) {
    throw new Refused('not_found', `Nobody here has ${knownBy(given)}, and a new customer needs a name.`, [
      { path: given.customerNumber ? 'customerNumber' : 'name', message: 'finds nobody' },
    ])
  }
  if (given.customerNumber && given.customerNumber.length > 30) {
    throw refuseField('invalid_input', 'customerNumber', 'must have at most 30 characters on a new customer')
  }
  return given.name
}

function knownBy({ customerNumber, email }: Known): string {
  if (customerNumber) return `the number ${customerNumber}`
  return email ? `the e-mail ${email}` : 'no number and no e-mail'
}

/** Refuses a number of our own series that the counter has passed: it belongs to nobody, and never will. */
export function numberPassed(number: string): Refused {
  return refuseField(
    'number_series_passed',
    'customerNumber',
    `${number} belongs to our own series, which has passed it. Leave it out, and the customer gets the next number.`,
  )
}
