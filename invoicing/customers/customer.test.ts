import { expect, test } from 'vitest'
import { phoneInE164, requireOpenToBusiness } from './customer.ts'
import { customerPatterns } from './search-pattern.ts'

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
  expect(customerPatterns(' 100%_\\ ')).toEqual(['%100\\%\\_\\\\%'])
  expect(customerPatterns('CAFE\u0301')).toEqual(['%café%'])
  expect([customerPatterns('  '), customerPatterns(undefined)]).toEqual([[], []])
})

test.each([
  ['(607) 272-1101', '%6072721101%'],
  ['607.272', '%607272%'],
  ['+44 (0)20 7946 0000', '%442079460000%'],
  ['030 / 901820', '%30901820%'],
  ['+49 30 901820', '%4930901820%'],
])('a phone number is looked for as it is kept: %s', (typed, kept) => {
  expect(customerPatterns(typed)).toEqual([`%${typed}%`, kept])
})

test('what is no phone number, or is written as it is kept, is one pattern', () => {
  for (const query of ['6072721101', '24-7', 'CUST-0042', 'Suite 100-200-300', '1.5'])
    expect(customerPatterns(query)).toEqual([`%${query.toLowerCase()}%`])
})
