import { describe, expect, test } from 'vitest'
import { quoteStatuses } from '../../contract/quotes.ts'
import { isExpired, type QuoteAction, type QuoteFacts, quoteCan, versionMark } from './quote.ts'

const facts = (more: Partial<QuoteFacts>): QuoteFacts => ({
  ...{ status: 'draft', isExpired: false, wasSent: more.status !== undefined, invoiceNumber: null },
  ...more,
})
const openFor = (quote: QuoteFacts) =>
  (Object.entries(quoteCan(quote)) as [QuoteAction, { allowed: boolean }][])
    .filter(([, { allowed }]) => allowed)
    .map(([action]) => action)
    .sort()

describe('what a quote permits', () => {
  test.each<[string, QuoteFacts, QuoteAction[]]>([
    ['a draft', facts({}), ['decline', 'duplicate', 'edit', 'send']],
    ['a sent one', facts({ status: 'sent' }), ['accept', 'decline', 'deposit', 'duplicate', 'revise']],
    [
      'an expired one',
      facts({ status: 'sent', isExpired: true }),
      ['decline', 'deposit', 'duplicate', 'revise'],
    ],
    [
      'an accepted one',
      facts({ status: 'accepted' }),
      ['createJob', 'deposit', 'duplicate', 'invoice', 'revise'],
    ],
    ['an invoiced one', facts({ status: 'accepted', invoiceNumber: 'INV-0042' }), ['createJob', 'duplicate']],
    ['a declined one', facts({ status: 'declined' }), ['duplicate', 'revise']],
    ['a draft that was given up', facts({ status: 'declined', wasSent: false }), ['duplicate']],
  ])('%s', (_what, quote, actions) => {
    expect(openFor(quote)).toEqual(actions)
  })

  test('what is closed says why in a sentence', () => {
    for (const status of quoteStatuses)
      for (const invoiceNumber of [null, 'INV-0042'])
        for (const answer of Object.values(quoteCan(facts({ status, invoiceNumber, isExpired: true }))))
          if (!answer.allowed) expect(answer.why).toMatch(/^[A-Z].*\.$/)
    const invoiced = quoteCan(facts({ status: 'accepted', invoiceNumber: 'INV-0042' }))
    expect(invoiced.invoice).toEqual({ allowed: false, why: 'INV-0042 was made of it.' })
  })
})

test('a quote expires the day after its last one, and only while it waits for an answer', () => {
  expect(isExpired('sent', '2026-11-21', '2026-11-21')).toBe(false)
  expect(isExpired('sent', '2026-11-21', '2026-11-22')).toBe(true)
  expect(isExpired('sent', null, '2026-11-22')).toBe(false)
  expect(isExpired('draft', '2026-11-21', '2026-11-22')).toBe(false)
  expect(isExpired('accepted', '2026-11-21', '2026-11-22')).toBe(false)
})

test('the first version goes without a mark', () => {
  expect([versionMark(1), versionMark(2)]).toEqual(['', ' v2'])
})
