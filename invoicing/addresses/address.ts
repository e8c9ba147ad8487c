import { postcodeValidator, postcodeValidatorExistsForCountry } from 'postcode-validator'
import type { Address, AddressType } from '../../contract/addresses.ts'
import { refuseField } from '../../contract/refusals.ts'
import { countryName, requireCountry } from './country.ts'

/** The fields of an address that a client may set. */
export interface AddressContent {
  label: string
  type: AddressType
  line1: string
  line2: string | null
  city: string | null
  state: string | null
  postalCode: string | null
  country: string
  isDefault: boolean
  notes: string | null
}

/** What a new address must at least have. */
export type NewAddress = Partial<AddressContent> &
  Pick<AddressContent, 'label' | 'type' | 'line1' | 'country'>

/**
 * What an address becomes when these fields are given. Country and postal code are judged together, so that a new
 * country does not keep the other's code.
 */
export function changedAddress(standing: AddressContent, given: Partial<AddressContent>): AddressContent {
  const next: AddressContent = { ...standing, ...given }
  requireCountry(next.country, 'country')
  return {
    ...next,
    postalCode: next.postalCode === null ? null : postalCodeOf(next.postalCode, next.country),
  }
}

/** A postal code as its country writes it, in capitals; one of a country without known codes stays as it is. */
function postalCodeOf(text: string, country: string): string {
  if (!postcodeValidatorExistsForCountry(country)) return text
  const code = text.toUpperCase()
  if (postcodeValidator(code, country)) return code
  throw refuseField(
    'postal_code_not_valid',
    'postalCode',
    `${text} is not a postal code of ${countryName(country)}. Correct it, correct the country, or leave it empty.`,
  )
}

/** Whether a postal code is one of its country, as far as codes of the country are known. */
export function fitsCountry(postalCode: string, country: string): boolean {
  return !postcodeValidatorExistsForCountry(country) || postcodeValidator(postalCode, country)
}

/** The fields of an address that a client may set, as they stand. */
export function contentOfAddress(address: Address): AddressContent {
  const { label, type, line1, line2, city, state, postalCode, country, isDefault, notes } = address
  return { label, type, line1, line2, city, state, postalCode, country, isDefault, notes }
}
