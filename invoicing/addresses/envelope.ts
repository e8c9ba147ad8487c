import type { PostalAddress } from '../../contract/addresses.ts'
import { countryName } from './country.ts'

/** An address as it is written on an envelope. Its country is left out of what is posted within it. */
export function addressLines(address: PostalAddress, fromCountry?: string): string[] {
  const { line1, line2, city, state, postalCode, country } = address
  const region = [state, postalCode].filter(Boolean).join(' ')
  const place = [city, region].filter(Boolean).join(', ')
  const abroad = country === fromCountry ? '' : countryName(country)
  return [line1, line2 ?? '', place, abroad].filter((text) => text !== '')
}
