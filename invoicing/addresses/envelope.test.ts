import { expect, test } from 'vitest'
import { addressLines } from './envelope.ts'

const mill = {
  line1: '1 Mill St',
  line2: null,
  city: 'Troy',
  state: 'NY',
  postalCode: '12180',
  country: 'US',
}

test('street, place and country, without what is not there', () => {
  expect(addressLines(mill)).toEqual(['1 Mill St', 'Troy, NY 12180', 'United States'])
  const bare = { ...mill, line1: 'PO Box 5', city: null, state: null, postalCode: null, country: 'IE' }
  expect(addressLines(bare)).toEqual(['PO Box 5', 'Ireland'])
  expect(addressLines({ ...mill, line2: 'Suite 4' })).toContain('Suite 4')
})

test('the country is left out at home', () => {
  expect(addressLines(mill, 'US')).toEqual(['1 Mill St', 'Troy, NY 12180'])
  expect(addressLines(mill, 'CA')).toContain('United States')
})
