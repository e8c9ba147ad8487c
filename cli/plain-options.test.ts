import { expect, test } from 'vitest'
import { z } from 'zod'
import { line } from '../contract/text.ts'
import { writtenPlainly } from './plain-options.ts'

const schema = z.strictObject({
  name: line(50),
  phone: line(50).nullable().optional(),
  paymentTerms: z.enum(['net_7', 'net_30']).nullable(),
  version: z.number(),
  lineItems: z.array(z.strictObject({ description: z.string() })),
})

test.each([
  ['--phone 12', '--phone "12"'],
  ['--payment-terms net_30', '--payment-terms "net_30"'],
  ['--paymentTerms=net_30', '--paymentTerms="net_30"'],
  ['--phone null', '--phone null'],
  ['--phone "12"', '--phone "12"'],
  ['--name 12 --version 3', '--name 12 --version 3'],
  ['--name --phone', '--name --phone'],
  ['--line-items {}', '--line-items {}'],
  ['--line-items [{"a":1},{"b":2}]', '--line-items {"a":1} {"b":2}'],
  ['--line-items nonsense', '--line-items nonsense'],
])('%s is read as %s', (words, read) => {
  expect(writtenPlainly(schema, words.split(' '))).toEqual(read.split(' '))
})

test('an operation without input has nothing to quote', () => {
  expect(writtenPlainly(undefined, ['company', 'show'])).toEqual(['company', 'show'])
})
