import { expect, test } from 'vitest'
import { type ContactContent, changedContact } from './contact.ts'

const vera: ContactContent = {
  firstName: 'Vera',
  lastName: 'Lind',
  email: 'vera@riverbend.example',
  phone: '+16072721101',
  role: 'billing',
  isPrimary: true,
  preferredChannel: 'phone',
}

test('a field left out stays, null clears the phone', () => {
  expect(changedContact(vera, {}, 'US')).toEqual(vera)
  expect(changedContact(vera, { role: 'owner' }, 'US')).toEqual({ ...vera, role: 'owner' })
  expect(changedContact(vera, { phone: null }, 'US').phone).toBeNull()
})

test.each([
  ['US', '(607) 272-1102', '+16072721102'],
  ['US', '+44 20 7946 0000', '+442079460000'],
  ['GB', '020 7946 0000', '+442079460000'],
  ['DE', '030 901820', '+4930901820'],
  ['JP', '03-3211-2121', '+81332112121'],
  ['AQ', '+1 607 272 1102', '+16072721102'],
])('in %s, %s is %s', (country, phone, inE164) => {
  expect(changedContact(vera, { phone }, country).phone).toBe(inE164)
})

test.each([
  ['US', '12'],
  ['GB', '(607) 272-1102'],
  ['AQ', '607 272 1102'],
  ['US', 'ring twice'],
])('in %s, %s is no phone number', (country, phone) => {
  expect(() => changedContact(vera, { phone }, country)).toThrow(
    expect.objectContaining({
      code: 'phone_not_valid',
      errors: [expect.objectContaining({ path: 'phone' })],
    }),
  )
})
