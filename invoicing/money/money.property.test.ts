import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  centsOf,
  decimalText,
  formatMoney,
  largestRemainder,
  maximumCents,
  moneyText,
  parseMoneyInput,
  sumCents,
} from './money.ts'

const anyCents = fc.integer({ min: -maximumCents, max: maximumCents })

describe('text and amount', () => {
  test('lead back to each other', () => {
    fc.assert(
      fc.property(anyCents, (cents) => {
        expect(centsOf(decimalText(cents))).toBe(cents)
        expect(centsOf(moneyText(cents, 'USD'))).toBe(cents)
        const yen = cents - (cents % 100)
        expect(centsOf(moneyText(yen, 'JPY'))).toBe(yen)
      }),
    )
  })

  test('what is shown can be typed in again', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: maximumCents }),
        fc.constantFrom('USD', 'EUR', 'JPY', 'CHF'),
        (cents, currency) => {
          const amount = currency === 'JPY' ? cents - (cents % 100) : cents
          expect(parseMoneyInput(formatMoney(amount, currency), currency)).toBe(amount)
          expect(parseMoneyInput(moneyText(amount, currency), currency)).toBe(amount)
        },
      ),
    )
  })

  test('no text is read as something that the decimal does not say', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,-$ e') }), (text) => {
        const cents = parseMoneyInput(text, 'USD')
        if (typeof cents === 'number') expect(Number(text.replace(/[$, ]/g, ''))).toBeCloseTo(cents / 100, 1)
      }),
    )
  })
})

describe('largest remainder', () => {
  const weights = fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 1000 }), fc.nat({ max: maximumCents })), {
    minLength: 1,
    maxLength: 12,
  })
  const shared = fc
    .tuple(fc.nat({ max: maximumCents }), weights)
    .filter(([, parts]) => parts.some((weight) => weight > 0))

  test('shares add up exactly and lie within one cent of the exact share', () => {
    fc.assert(
      fc.property(shared, ([total, parts]) => {
        const shares = largestRemainder(total, parts)
        expect(shares).toHaveLength(parts.length)
        expect(sumCents(shares)).toBe(total)
        const whole = parts.reduce((sum, weight) => sum + BigInt(weight), 0n)
        parts.forEach((weight, index) => {
          const error = BigInt(shares[index] ?? -1) * whole - BigInt(total) * BigInt(weight)
          expect(error < whole && error > -whole).toBe(true)
          if (weight === 0) expect(shares[index]).toBe(0)
        })
      }),
    )
  })

  test('no share exceeds its weight when the total does not exceed their sum', () => {
    const covered = fc
      .array(fc.nat({ max: 10_000 }), { minLength: 1, maxLength: 12 })
      .chain((parts) => fc.tuple(fc.nat({ max: sumCents(parts) }), fc.constant(parts)))
    fc.assert(
      fc.property(covered, ([total, parts]) => {
        largestRemainder(total, parts).forEach((share, index) => {
          expect(share).toBeLessThanOrEqual(parts[index] ?? 0)
        })
      }),
    )
  })

  test('equal weights differ by at most a cent, the earlier ones getting it', () => {
    fc.assert(
      fc.property(fc.nat({ max: maximumCents }), fc.integer({ min: 1, max: 20 }), (total, count) => {
        const shares = largestRemainder(total, Array<number>(count).fill(7))
        expect([...shares].sort((left, right) => right - left)).toEqual(shares)
        expect((shares[0] ?? 0) - (shares.at(-1) ?? 0)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('a negative total mirrors the positive one, and steps are kept', () => {
    fc.assert(
      fc.property(shared, ([total, parts]) => {
        expect(largestRemainder(-total, parts)).toEqual(
          largestRemainder(total, parts).map((share) => 0 - share),
        )
        const yen = total - (total % 100)
        const shares = largestRemainder(yen, parts, 100)
        expect(sumCents(shares)).toBe(yen)
        expect(shares.every((share) => share % 100 === 0)).toBe(true)
      }),
    )
  })
})
