import { expect, test } from 'vitest'
import { addressContent, addressDraftOf, addressLines } from './address-draft.ts'

test('an address as on an envelope', () => {
  const parts = {
    line1: '1 Mill St',
    line2: null,
    city: 'Troy',
    state: 'NY',
    postalCode: '12180',
    country: 'US',
  }
  expect(addressLines(parts)).toEqual(['1 Mill St', 'Troy, NY 12180', 'United States'])
  const bare = { line1: 'PO Box 5', line2: null, city: null, state: null, postalCode: null, country: 'IE' }
  expect(addressLines(bare)).toEqual(['PO Box 5', 'Ireland'])
})

test('a new address begins in the shop’s country; what is empty is nothing', () => {
  const draft = { ...addressDraftOf(null, 'CA'), label: 'Office', line1: '1 Mill St' }
  expect(addressContent(draft)).toMatchObject({ country: 'CA', city: null, postalCode: null, notes: null })
})
