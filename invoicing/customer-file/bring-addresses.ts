import type { Address } from '../../contract/addresses.ts'
import type { BroughtIn, ImportedAddress } from '../../contract/customer-import.ts'
import { refuseField } from '../../contract/refusals.ts'
import { givenFields } from '../../server/given-fields.ts'
import type { Running } from '../../server/operation.ts'
import { readAddresses } from '../addresses/addresses.sql.ts'
import { addAddress } from '../addresses/create-address.ts'
import { changeAddress } from '../addresses/update-address.ts'
import { apartFromNoNotes, type GivenAddress, pairAddresses } from './address-match.ts'
import { at } from './agreement.ts'

/** Brings the addresses of a customer in whose row is locked: each is known by its type and label. */
export async function bringAddresses(
  running: Running,
  customer: { id: string; isNew: boolean },
  addresses: readonly ImportedAddress[],
): Promise<BroughtIn[]> {
  const read = () => readAddresses(running.tx, customer.id)
  let standing = addresses.length === 0 || customer.isNew ? [] : await read()
  const given: GivenAddress[] = addresses.map((address) => ({ ...address, ...givenFields(address) }))
  const pairs = pairAddresses(given, standing)
  const brought: BroughtIn[] = []
  for (const [index, address] of given.entries()) {
    const before = standing.find(({ id }) => id === pairs[index]?.id)
    const result = await at(`addresses.${index}`, () => bringAddress(running, customer.id, address, before))
    brought.push(result)
    // A default address may have taken the mark from one that comes later in the list.
    if (address.isDefault && standing.length > 0 && result.outcome !== 'unchanged') standing = await read()
  }
  return brought
}

async function bringAddress(
  running: Running,
  customerId: string,
  given: GivenAddress,
  before: Address | undefined,
): Promise<BroughtIn> {
  if (before) {
    const changes = await changeAddress(running, before, apartFromNoNotes(given, before))
    return { outcome: changes.length > 0 ? 'updated' : 'unchanged', changes }
  }
  const { line1, country = running.tx.company.country } = given
  if (line1 === undefined) throw refuseField('invalid_input', 'line1', 'is needed for a new address')
  await addAddress(running, customerId, { ...given, line1, country })
  return { outcome: 'created', changes: [] }
}
