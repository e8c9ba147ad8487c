import { expect, test } from 'vitest'
import { addressContent, addressDraftOf } from './address-draft.ts'

test('a new address begins in the shop’s country; what is empty is nothing', () => {
  const draft = { ...addressDraftOf(null, 'CA'), label: 'Office', line1: '1 Mill St' }
  expect(addressContent(draft)).toMatchObject({ country: 'CA', city: null, postalCode: null, notes: null })
})
