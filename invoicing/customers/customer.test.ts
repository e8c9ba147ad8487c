import { expect, test } from 'vitest'
import { phoneInE164, requireOpenToBusiness } from './customer.ts'
import { searchPattern } from './search-pattern.ts'

test.each([
  ['(607) 272-1101', '+16072721101'],
  ['607.272.1101', '+16072721101'],
  ['+44 20 7946 0018', '+442079460018'],
  ['+81 3-1234-5678', '+81312345678'],
])('%s is kept as %s', (text, kept) => {
  expect(phoneInE164(text, 'US')).toBe(kept)
})

test.each(['12', '555', '+1 000 000 0000', 'call me', '+', '607 272 11012 999'])(
  '%s is no phone number',
  (text) => {
    expect(() => phoneInE164(text, 'US')).toThrow('must be a phone number that exists')
  },
)

test('only an active customer gets something new', () => {
  expect(() => requireOpenToBusiness({ name: 'A', status: 'active' })).not.toThrow()
  expect(() => requireOpenToBusiness({ name: 'A', status: 'blocked' })).toThrow('A is blocked')
  expect(() => requireOpenToBusiness({ name: 'A', status: 'inactive' })).toThrow('A is inactive')
})

test('a search pattern takes the signs of LIKE as they are', () => {
  expect(searchPattern(' 100%_\\ ')).toBe('%100\\%\\_\\\\%')
  expect(searchPattern('CAFE\u0301')).toBe('%café%')
  expect([searchPattern('  '), searchPattern(undefined)]).toEqual([null, null])
})
