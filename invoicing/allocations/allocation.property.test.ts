import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../calendar/calendar.ts'
import { firstDayWithRoom } from '../ledger/ledger.ts'
import {
  accountOf,
  type CreditLeft,
  type OpenInvoice,
  pairUp,
  postingDays,
  shareOldestFirst,
} from './allocation.ts'

const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-01-01', days))
const cents = fc.integer({ min: 1, max: 50_000 })
const invoices = fc
  .array(fc.record({ balanceDueCents: cents, postingDate: day }), { maxLength: 12 })
  .map((rows) =>
    rows.map(
      (row, index): OpenInvoice => ({
        ...row,
        id: `i${index}`,
        invoiceNumber: `INV-${index}`,
        status: 'sent',
      }),
    ),
  )
const sources = fc
  .array(fc.record({ unappliedCents: cents, postingDate: day }), { maxLength: 6 })
  .map((rows) =>
    rows.map(
      (row, index): CreditLeft => ({ ...row, date: row.postingDate, source: { paymentId: `p${index}` } }),
    ),
  )
const total = (rows: readonly { amountCents: number }[]) =>
  rows.reduce((sum, row) => sum + row.amountCents, 0)

describe('sharing oldest first', () => {
  test('loses no cent, goes beyond no balance, and fills in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400_000 }), invoices, (amountCents, open) => {
        const { shares, leftCents } = shareOldestFirst(amountCents, open)
        expect(total(shares) + leftCents).toBe(amountCents)
        for (const { invoice, amountCents: share } of shares.slice(0, -1))
          expect(share).toBe(invoice.balanceDueCents)
        for (const { invoice, amountCents: share } of shares)
          expect(share).toBeLessThanOrEqual(invoice.balanceDueCents)
        if (leftCents > 0) expect(shares).toHaveLength(open.length)
      }),
    )
  })

  test('paired with their sources, both sides add up to the cent', () => {
    fc.assert(
      fc.property(invoices, sources, (open, credit) => {
        const available = credit.reduce((sum, { unappliedCents }) => sum + unappliedCents, 0)
        const { shares } = shareOldestFirst(available, open)
        const pairings = pairUp(shares, credit)
        for (const { invoice, amountCents } of shares) {
          expect(total(pairings.filter((pairing) => pairing.invoice.id === invoice.id))).toBe(amountCents)
        }
        for (const { source, unappliedCents } of credit) {
          const drawn = pairings.filter(({ from }) => accountOf(from.source) === accountOf(source))
          expect(total(drawn)).toBeLessThanOrEqual(unappliedCents)
        }
      }),
    )
  })
})

describe('the day that an allocation posts on', () => {
  test('leaves no account below zero on any past day, and is the earliest such day', () => {
    const history = fc.array(fc.record({ day, amountCents: fc.integer({ min: -300, max: 300 }) }), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(history, day, fc.integer({ min: 1, max: 300 }), (moves, earliest, amountCents) => {
        const balanceOn = (on: string) => total(moves.filter((move) => move.day <= on))
        const nowCents = balanceOn('9999-12-31')
        // Only histories in which the account was never below zero, and holds enough now, happen.
        const days = [earliest, ...moves.map((move) => move.day)]
        if (nowCents < amountCents || days.some((on) => balanceOn(on) < 0)) return
        const found = firstDayWithRoom(earliest, moves, nowCents, amountCents)
        const holdsFrom = (start: string) =>
          [start, ...days].filter((on) => on >= start).every((on) => balanceOn(on) >= amountCents)
        expect(found >= earliest).toBe(true)
        expect(holdsFrom(found)).toBe(true)
        for (const on of days) if (on >= earliest && on < found) expect(holdsFrom(on)).toBe(false)
      }),
    )
  })

  test('one source for several invoices, and several sources for one, never take the same cent twice', () => {
    fc.assert(
      fc.property(invoices, sources, fc.constantFrom(null, '2026-01-20'), (open, credit, closedThrough) => {
        const available = credit.reduce((sum, { unappliedCents }) => sum + unappliedCents, 0)
        const pairings = pairUp(shareOldestFirst(available, open).shares, credit)
        for (const dated of postingDays(pairings, new Map(), closedThrough)) {
          expect(dated.postingDate >= dated.from.postingDate).toBe(true)
          expect(dated.postingDate >= (dated.invoice.postingDate ?? '')).toBe(true)
          if (closedThrough) expect(dated.postingDate > closedThrough).toBe(true)
        }
      }),
    )
  })
})
