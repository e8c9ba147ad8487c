import { expect, test } from 'vitest'
import { requireSupportedCurrency, requireTimeZone, slugOf } from './company.ts'

test.each([
  ['Halftone Press', 'halftone-press'],
  ['  Ärzte & Söhne  ', 'a-rzte-so-hne'],
  ['東京プリント', 'company'],
  ['--', 'company'],
  ['A'.repeat(90), 'a'.repeat(40)],
  [`${'ab '.repeat(20)}`, `${'ab-'.repeat(13)}a`],
])('%s gets the slug %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug)
  expect(slugOf(name)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
})

test('currencies with two decimals or none', () => {
  for (const currency of ['USD', 'EUR', 'JPY', 'KRW'])
    expect(() => requireSupportedCurrency(currency, 'c')).not.toThrow()
  for (const currency of ['KWD', 'BHD', 'XXX', 'usd', ''])
    expect(() => requireSupportedCurrency(currency, 'c')).toThrow('is not a currency that Platen can keep')
})

test('time zones by area and place', () => {
  for (const zone of ['UTC', 'America/New_York', 'Asia/Kolkata'])
    expect(() => requireTimeZone(zone, 'z')).not.toThrow()
  for (const zone of ['EST', '+05:30', 'Nowhere/Else', ''])
    expect(() => requireTimeZone(zone, 'z')).toThrow('is not a time zone')
})
