import { expect, test } from 'vitest'
import { z } from 'zod'
import './input-messages.ts'

const said = (schema: z.ZodType, input: unknown) => schema.safeParse(input).error?.issues[0]?.message

test.each([
  ['a field that is missing', z.string(), undefined, 'is missing'],
  ['a choice that is missing', z.enum(['check', 'cash']), undefined, 'is missing'],
  ['another kind', z.string(), 12, 'must be text'],
  ['a number as text', z.number(), '12', 'must be a number'],
  ['a part of a number', z.int(), 1.5, 'must be a whole number'],
  ['not a number', z.number(), Number.NaN, 'must be a number'],
  ['a word for a truth', z.boolean(), 'yes', 'must be true or false'],
  ['one for many', z.array(z.string()), 'a', 'must be a list'],
  ['null', z.strictObject({}), null, 'must be an object'],
  ['none of a list', z.enum(['check', 'cash']), 'gold', 'must be one of check, cash'],
  ['not the one', z.literal(true), false, 'must be true'],
  ['too little', z.number().min(1), 0, 'must be at least 1'],
  ['on the edge', z.number().positive(), 0, 'must be more than 0'],
  ['too much', z.number().max(100), 101, 'must be at most 100'],
  ['too short', z.string().min(1), '', 'must have at least 1 character'],
  ['too long', z.string().max(2), 'abc', 'must have at most 2 characters'],
  ['too few', z.array(z.string()).min(1), [], 'must have at least 1 entry'],
  ['too many', z.array(z.string()).max(2), ['a', 'b', 'c'], 'must have at most 2 entries'],
  ['no id', z.uuid(), '7', 'must be an id (a UUID)'],
  ['no date', z.iso.date(), '31.12.2026', 'must be a date as 2026-11-30'],
  ['no instant', z.iso.datetime(), 'noon', 'must be an instant as 2026-11-30T09:00:00Z'],
  ['a step between', z.number().multipleOf(5), 7, 'must be a multiple of 5'],
  ['a form of its own', z.string().regex(/^x$/), 'y', 'must be written as the API reference shows'],
])('%s', (_, schema, input, sentence) => {
  expect(said(schema, input)).toBe(sentence)
})

test('a sentence that the field has of its own stands', () => {
  expect(said(z.string().regex(/^x$/, 'must be x'), 'y')).toBe('must be x')
})
