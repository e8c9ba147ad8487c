import type { Address } from '../../contract/addresses.ts'
import { Refused, refuseField } from '../../contract/refusals.ts'
import { type AddressContent, changedAddress, contentOfAddress } from '../addresses/address.ts'

export type GivenAddress = Partial<AddressContent> & Pick<AddressContent, 'type' | 'label'>

/**
 * Which standing address each given one tells of; null for a new one. One that is there word for word is itself, whatever
 * its label; the others are known by type and label, and where several bear the same nobody can say which is meant.
 */
export function pairAddresses(
  given: readonly GivenAddress[],
  standing: readonly Address[],
): (Address | null)[] {
  const left = new Set(standing)
  const pairs = given.map((wanted) => {
    const same = [...left].find((address) => sameKey(wanted, address) && isSame(wanted, address))
    if (same) left.delete(same)
    return same ?? null
  })
  return given.map((wanted, index) => {
    const found = pairs[index]
    if (found) return found
    const fitting = [...left].filter((address) => sameKey(wanted, address))
    const rivals = given.filter((other, at) => !pairs[at] && sameKey(wanted, other))
    if (fitting.length === 0) return null
    if (fitting.length === 1 && rivals.length === 1) return fitting[0] ?? null
    throw refuseField(
      'import_match_ambiguous',
      `addresses.${index}.label`,
      `Several ${wanted.type} addresses of this customer are labelled "${wanted.label}". Give each a label of its own first.`,
    )
  })
}

/** Notes that are empty are as good as none, which is all that a file can say of them. */
export function apartFromNoNotes<Given extends { notes?: string | null }>(
  given: Given,
  standing: { notes: string | null },
): Given {
  return given.notes === null && standing.notes === '' ? { ...given, notes: '' } : given
}

function sameKey(one: Pick<AddressContent, 'type' | 'label'>, other: Pick<AddressContent, 'type' | 'label'>) {
  return one.type === other.type && one.label.toLowerCase() === other.label.toLowerCase()
}

/** Whether an address would stay as it is. One that would be refused is another; its refusal is told when it is brought in. */
function isSame(wanted: GivenAddress, standing: Address): boolean {
  const before = contentOfAddress(standing)
  try {
    const after = changedAddress(before, apartFromNoNotes(wanted, standing))
    return (Object.keys(before) as (keyof AddressContent)[]).every((field) => before[field] === after[field])
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}
