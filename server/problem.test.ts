import { ORPCError } from '@orpc/server'
import { expect, test } from 'vitest'
import { type RefusalCode, Refused, refusals } from '../contract/refusals.ts'
import { toProblem, toRefusal } from './problem.ts'

const unexpected: unknown[] = []
const told = (error: unknown) => toProblem(toRefusal(error, (thrown) => unexpected.push(thrown)))
const fromDatabase = (code: string) => Object.assign(new Error('of the database'), { code })

test('every refusal crosses with its code, status, title, detail and fields', () => {
  for (const code of Object.keys(refusals) as RefusalCode[]) {
    const problem = told(new Refused(code, 'What to do.', [{ path: 'a.b', message: 'is wrong' }]))
    expect(problem).toEqual({
      type: `urn:platen:refusal:${code}`,
      code,
      ...refusals[code],
      detail: 'What to do.',
      errors: [{ path: 'a.b', message: 'is wrong' }],
    })
  }
})

test('every refusal has a sentence and a status of its kind', () => {
  for (const { status, title } of Object.values(refusals)) {
    expect(title).toMatch(/^[A-Z].*\.$/)
    expect([400, 401, 403, 404, 409, 413, 422, 429, 500, 503]).toContain(status)
  }
})

test.each([
  ['22003', 'amount_too_large'],
  ['57014', 'busy'],
  ['55P03', 'busy'],
  ['57P01', 'unavailable'],
  ['08006', 'unavailable'],
  ['53300', 'unavailable'],
  ['ECONNREFUSED', 'unavailable'],
])('what the database says with %s is told as %s', (code, refused) => {
  const error = fromDatabase(code)
  if (code.startsWith('E')) error.message = `connect ${code}`
  expect(told(error).code).toBe(refused)
})

test.each(['23505', '23514', '42P01', '42501'])(
  '%s is a mistake of ours: told as internal, and logged',
  (code) => {
    unexpected.length = 0
    const error = fromDatabase(code)
    expect(told(error)).toMatchObject({ code: 'internal', status: 500 })
    expect(JSON.stringify(told(error))).not.toContain('of the database')
    expect(unexpected[0]).toBe(error)
  },
)

test('what the framework refuses by itself has our form too', () => {
  expect(toProblem(new ORPCError('NOT_FOUND')).code).toBe('not_found')
  expect(toProblem(new ORPCError('BAD_REQUEST')).code).toBe('malformed')
  expect(toProblem(new ORPCError('INTERNAL_SERVER_ERROR')).code).toBe('internal')
})
