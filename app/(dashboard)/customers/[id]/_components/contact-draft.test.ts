import { expect, test } from 'vitest'
import type { Contact } from '../../../../../contract/contacts.ts'
import { contactContent, contactDraftOf, primaryBefore } from './contact-draft.ts'

const ada: Contact = {
  id: 'a',
  customerId: 'c',
  firstName: 'Ada',
  lastName: 'Byron',
  email: 'ada@press.test',
  phone: null,
  role: 'Billing',
  isPrimary: true,
  preferredChannel: 'phone',
  createdAt: '2026-11-21T00:00:00Z',
  version: 3,
}

test('a contact is read into the sheet and back; an empty phone is none', () => {
  expect(contactContent(contactDraftOf(ada))).toMatchObject({
    firstName: 'Ada',
    phone: null,
    isPrimary: true,
  })
  expect(contactContent(contactDraftOf(null)).role).toBe('billing')
})

test('who hands the role over, whatever its capitals', () => {
  expect(primaryBefore([ada], ' billing', undefined)).toBe(ada)
  expect(primaryBefore([ada], 'billing', 'a')).toBeUndefined()
  expect(primaryBefore([ada], 'technical', undefined)).toBeUndefined()
})
