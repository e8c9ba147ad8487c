import { describe, expect, test } from 'vitest'
import { type AddressContent, changedAddress, fitsCountry } from './address.ts'
import { countryName, isCountry, requireCountry } from './country.ts'

const hall: AddressContent = {
  label: 'Town hall',
  type: 'billing',
  line1: '1 Main Street',
  line2: null,
  city: 'Ithaca',
  state: 'NY',
  postalCode: '14850',
  country: 'US',
  isDefault: true,
  notes: 'Ring twice',
}
const refusal = (code: string, path: string) =>
  expect.objectContaining({ code, errors: [expect.objectContaining({ path })] })

test('a field left out stays, null clears', () => {
  expect(changedAddress(hall, {})).toEqual(hall)
  expect(changedAddress(hall, { postalCode: null, notes: null })).toEqual({
    ...hall,
    postalCode: null,
    notes: null,
  })
})

describe('the postal code by country', () => {
  test.each([
    ['US', '14850-1234', '14850-1234'],
    ['CA', 'k1a 0b1', 'K1A 0B1'],
    ['GB', 'sw1a 1aa', 'SW1A 1AA'],
    ['NL', '1012 ab', '1012 AB'],
    ['DE', '10115', '10115'],
    ['IE', 'd02 x285', 'D02 X285'],
    ['JP', '100-0001', '100-0001'],
  ])('%s takes %s', (country, postalCode, kept) => {
    expect(changedAddress(hall, { country, postalCode }).postalCode).toBe(kept)
  })

  test.each([
    ['US', '1485'],
    ['US', '14850-'],
    ['CA', '14850'],
    ['GB', '14850'],
    ['DE', '1011'],
    ['NL', 'AB 1012'],
    ['US', '١٤٨٥٠'],
  ])('%s refuses %s', (country, postalCode) => {
    expect(() => changedAddress(hall, { country, postalCode })).toThrow(
      refusal('postal_code_not_valid', 'postalCode'),
    )
  })

  test('one of a country whose codes nobody knows is taken as it is', () => {
    expect(changedAddress(hall, { country: 'HK', postalCode: 'none at all' }).postalCode).toBe('none at all')
    expect(fitsCountry('none at all', 'HK')).toBe(true)
    expect(fitsCountry('none at all', 'US')).toBe(false)
  })

  test('a new country does not keep the code of the old one', () => {
    expect(() => changedAddress(hall, { country: 'CA' })).toThrow(
      refusal('postal_code_not_valid', 'postalCode'),
    )
    expect(changedAddress(hall, { country: 'CA', postalCode: null }).country).toBe('CA')
  })
})

describe('countries', () => {
  test.each(['XK', 'UK', 'EU', 'ZZ', 'us', 'USA', '', 'constructor'])('%s is not one of ISO 3166', (code) => {
    expect(isCountry(code)).toBe(false)
    expect(() => requireCountry(code, 'country')).toThrow(refusal('country_not_known', 'country'))
  })

  test.each([
    ['US', 'United States'],
    ['GB', 'United Kingdom'],
    ['AQ', 'Antarctica'],
  ])('%s is %s', (code, name) => {
    expect(isCountry(code)).toBe(true)
    expect(countryName(code)).toBe(name)
  })
})
