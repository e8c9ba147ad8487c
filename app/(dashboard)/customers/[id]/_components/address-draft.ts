import { type Address, type AddressType, addressTypeLabels } from '../../../../../contract/addresses.ts'
import { countryName } from '../../../../../invoicing/addresses/country.ts'

/** An address as it is being typed; empty = not known. */
export interface AddressDraft {
  label: string
  type: AddressType
  line1: string
  line2: string
  city: string
  state: string
  postalCode: string
  country: string
  isDefault: boolean
  notes: string
}

export function addressDraftOf(address: Address | null, country: string): AddressDraft {
  return {
    label: address?.label ?? '',
    type: address?.type ?? 'billing',
    line1: address?.line1 ?? '',
    line2: address?.line2 ?? '',
    city: address?.city ?? '',
    state: address?.state ?? '',
    postalCode: address?.postalCode ?? '',
    country: address?.country ?? country,
    isDefault: address?.isDefault ?? false,
    notes: address?.notes ?? '',
  }
}

export function addressContent(draft: AddressDraft) {
  const orNothing = (text: string) => text.trim() || null
  return {
    label: draft.label,
    type: draft.type,
    line1: draft.line1,
    line2: orNothing(draft.line2),
    city: orNothing(draft.city),
    state: orNothing(draft.state),
    postalCode: orNothing(draft.postalCode),
    country: draft.country,
    isDefault: draft.isDefault,
    notes: orNothing(draft.notes),
  }
}

/** Field by field, as it is read beside another version. */
export function addressInWords(draft: AddressDraft): [field: string, text: string][] {
  return [
    ['Name', draft.label],
    ['Used for', addressTypeLabels[draft.type]],
    ['Country', countryName(draft.country)],
    ['Street', draft.line1],
    ['Second line', draft.line2],
    ['Postal code', draft.postalCode],
    ['City', draft.city],
    ['State', draft.state],
    ['Delivery notes', draft.notes],
    ['Default', draft.isDefault ? 'Yes' : 'No'],
  ]
}
