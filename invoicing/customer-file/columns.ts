import { addressTypeLabels } from '../../contract/addresses.ts'
import { preferredChannelLabels } from '../../contract/contacts.ts'
import type { ImportedRowKind } from '../../contract/customer-import.ts'

import { customerStatusLabels, customerTierLabels } from '../../contract/customers.ts'
import { paymentTermsLabels } from '../../contract/payment-terms.ts'

/** How a cell is read: as it is, as yes or no, as a code in capitals, a country, a web address, or one of some words. */
type Reading = 'text' | 'boolean' | 'code' | 'country' | 'website' | Readonly<Record<string, string>>

/** An empty cell empties the field, leaves what stands there, or lacks what every such row needs. */
export type Empty = 'empties' | 'keeps' | 'lacks'

export interface Column {
  name: string
  /** Which rows it tells of, and what an empty cell means in them. */
  of: Readonly<Partial<Record<ImportedRowKind, Empty>>>
  reading: Reading
  /** Other words for the column, without regard to case, spaces and signs. */
  aliases: readonly string[]
}

const every = (empty: Empty) => ({ customer: empty, contact: empty, address: empty })
const customer = (empty: Empty) => ({ customer: empty })
const contact = (empty: Empty) => ({ contact: empty })
const address = (empty: Empty) => ({ address: empty })
/** A plain list has the billing address in the row of its customer. */
const alsoBilling = (empty: Empty) => ({ customer: 'keeps' as const, address: empty })

type Words = readonly string[]
const text = (name: string, of: Column['of'], ...aliases: Words): Column => read('text', name, of, ...aliases)
const read = (reading: Reading, name: string, of: Column['of'], ...aliases: Words): Column => ({
  ...{ name, of, reading, aliases },
})

/** The columns of a file of customers, in the order in which they are written. The names are the API's. */
export const columns: readonly Column[] = [
  read({ customer: 'Customer', contact: 'Contact', address: 'Address' }, 'row', every('keeps')),
  text('customerNumber', every('empties'), 'customerNo', 'customerId', 'customer', 'number', 'accountNumber'),
  text('name', customer('lacks'), 'customerName', 'company', 'companyName', 'displayName'),
  text('legalName', customer('empties')),
  read(customerStatusLabels, 'status', customer('keeps')),
  text('statusReason', customer('empties')),
  text('email', { customer: 'empties', contact: 'lacks' }, 'mail', 'emailAddress', 'mainEmail'),
  text('phone', { customer: 'empties', contact: 'empties' }, 'phoneNumber', 'telephone', 'mainPhone'),
  read('code', 'defaultCurrency', customer('keeps'), 'currency'),
  read(paymentTermsLabels, 'paymentTerms', customer('empties'), 'terms'),
  text('taxId', customer('empties'), 'vatId', 'taxNumber', 'vatNumber', 'ein'),
  read('website', 'website', customer('empties'), 'web', 'url', 'homepage'),
  read('boolean', 'taxExempt', customer('keeps'), 'exempt'),
  text('taxExemptionCertificate', customer('empties'), 'exemptionCertificate', 'resaleCertificate'),
  text('taxExemptionState', customer('empties'), 'exemptionState'),
  text('taxExemptionExpiresOn', customer('empties'), 'exemptionExpiresOn', 'exemptionExpiry'),
  read(customerTierLabels, 'tier', customer('keeps')),
  text('contractDepositPercent', customer('empties'), 'depositPercent', 'agreedDeposit'),
  text('firstName', contact('lacks'), 'givenName'),
  text('lastName', contact('lacks'), 'surname', 'familyName'),
  text('role', contact('lacks'), 'contactRole'),
  read('boolean', 'isPrimary', contact('keeps'), 'primary', 'primaryContact'),
  read(preferredChannelLabels, 'preferredChannel', contact('keeps'), 'channel'),
  text('label', address('lacks'), 'addressLabel', 'addressName'),
  read(addressTypeLabels, 'type', address('lacks'), 'addressType'),
  text('line1', alsoBilling('lacks'), 'addressLine1', 'address', 'address1', 'street'),
  text('line2', alsoBilling('empties'), 'addressLine2', 'address2'),
  text('city', alsoBilling('empties'), 'town'),
  text('state', alsoBilling('empties'), 'region', 'province', 'county'),
  text('postalCode', alsoBilling('empties'), 'zip', 'zipCode', 'postcode'),
  read('country', 'country', alsoBilling('keeps'), 'countryCode'),
  read('boolean', 'isDefault', address('keeps'), 'default', 'defaultAddress'),
  text('notes', { customer: 'empties', address: 'empties' }, 'note', 'comment', 'memo'),
]

const byWord = new Map(
  columns.flatMap((known) => [known.name, ...known.aliases].map((word) => [plainWord(word), known])),
)

/** Which columns the first line names, by their name or another word for it, in any order; or what is wrong with it. */
export function readHeader(header: readonly string[]): Column[] | string {
  const found = header.map((word) => byWord.get(plainWord(word)))
  const unknown = header
    .filter((_, index) => found[index] === undefined)
    .map((word) => `"${word.trim().slice(0, 50)}"`)
  if (unknown.length > 0) {
    const are = unknown.length === 1 ? 'column is' : 'columns are'
    const names = columns.map(({ name }) => name).join(', ')
    return `the ${are} not known: ${unknown.join(', ')}. Take them out, or name them as one of ${names}.`
  }
  const known = found.filter((one) => one !== undefined)
  const twice = known.find((one, index) => known.indexOf(one) !== index)
  if (twice) return `the column ${twice.name} is there twice.`
  if (known.some(({ name }) => name === 'name' || name === 'customerNumber')) return known
  return 'the column name is missing. Without it a file can only change customers that it names by their customerNumber, and that column is missing too.'
}

/** A word without case, spaces and signs: `E-mail`, `e mail` and `email` are one. */
function plainWord(word: string): string {
  return word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
