import { expect, test } from 'vitest'
import { Refused } from '../contract/refusals.ts'
import { rateLimits } from './rate-limits.ts'

const codeOf = (action: Promise<void>) =>
  action.then(
    () => 'open',
    (error: unknown) => (error instanceof Refused ? error.code : String(error)),
  )
const all = async (actions: Promise<void>[]) => Promise.all(actions.map(codeOf))

test('a key makes its requests of a second, and others are not touched', async () => {
  const limits = rateLimits({ apiKeyPerSecond: 3 })
  expect(await all(Array.from({ length: 4 }, () => limits.apiKey('one')))).toEqual([
    'open',
    'open',
    'open',
    'too_many_requests',
  ])
  expect(await codeOf(limits.apiKey('other'))).toBe('open')
})

test('ten wrong passwords for one e-mail, from wherever, in whatever capitals', async () => {
  const limits = rateLimits()
  for (let attempt = 0; attempt < 10; attempt += 1)
    expect(await codeOf(limits.signIn('A@shop.example', `10.0.0.${attempt}`))).toBe('open')
  expect(await codeOf(limits.signIn('a@SHOP.example', '10.0.0.99'))).toBe('too_many_requests')
  expect(await codeOf(limits.signIn('b@shop.example', '10.0.0.1'))).toBe('open')
  await limits.signInSucceeded('a@shop.EXAMPLE')
  expect(await codeOf(limits.signIn('a@shop.example', '10.0.0.1'))).toBe('open')
})

test('a hundred attempts from one address, at however many e-mails', async () => {
  const limits = rateLimits()
  const attempts = await all(
    Array.from({ length: 101 }, (_, index) => limits.signIn(`${index}@shop.example`, '10.0.0.1')),
  )
  expect(attempts.filter((answer) => answer === 'open')).toHaveLength(100)
  expect(attempts.at(-1)).toBe('too_many_requests')
})
