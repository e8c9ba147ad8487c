import { describe, expect, test } from 'vitest'
import { Refused } from '../../contract/refusals.ts'
import { type PostedEntry, requirePastPeriod, statementOf } from './statement.ts'

const entry = (
  kind: PostedEntry['kind'],
  amountCents: number,
  documentId: string | null,
  more: Partial<PostedEntry> = {},
): PostedEntry => ({
  kind,
  amountCents,
  documentDate: '2026-10-05',
  postingDate: '2026-10-05',
  documentId,
  reference: documentId,
  ...more,
})

const columns = (entries: PostedEntry[]) => {
  const { invoicedCents, paidCents, creditedCents, closingCents } = statementOf(0, entries)
  return [invoicedCents, paidCents, creditedCents, closingCents]
}

describe('where a movement stands', () => {
  test.each<[string, PostedEntry[], number[]]>([
    ['an invoice under invoiced', [entry('invoice', 100, 'I')], [100, 0, 0, 100]],
    ['a late fee under invoiced', [entry('late_fee', 5, 'I')], [5, 0, 0, 5]],
    ['a void negative under invoiced', [entry('void', -100, 'I')], [-100, 0, 0, -100]],
    ['a payment under paid', [entry('payment', -60, 'P')], [0, 60, 0, -60]],
    ['a refund negative under paid', [entry('refund', 20, 'P')], [0, -20, 0, 20]],
    ['a reversal negative under paid', [entry('reversal', 60, 'P')], [0, -60, 0, 60]],
    ['a memo under credit notes', [entry('credit_memo', -30, 'I')], [0, 0, 30, -30]],
    ['a voided memo negative under credit notes', [entry('void', 30, 'I')], [0, 0, -30, 30]],
    ['a write-off under credit notes', [entry('write_off', -10, 'I')], [0, 0, 10, -10]],
    ['an allocation nowhere', [entry('allocation', -60, 'I'), entry('allocation', 60, 'P')], [0, 0, 0, 0]],
    ['a release nowhere', [entry('release', 60, 'I'), entry('release', -60, 'P')], [0, 0, 0, 0]],
  ])('%s', (_, entries, expected) => expect(columns(entries)).toEqual(expected))
})

test('the balance runs from opening to closing', () => {
  const { lines, closingCents } = statementOf(500, [
    entry('invoice', 1000, 'I'),
    entry('payment', -300, 'P'),
    entry('void', -1000, 'I', { postingDate: '2026-10-06' }),
  ])
  expect(lines.map((line) => line.balanceCents)).toEqual([1500, 1200, 200])
  expect(closingCents).toBe(200)
})

test('what one document posts to several accounts on a day is one line', () => {
  const { lines } = statementOf(0, [
    entry('reversal', 40, 'P'),
    entry('reversal', -40, 'P'),
    entry('reversal', 60, 'P'),
    entry('credit_memo', -10, 'I'),
    entry('credit_memo', -5, 'I'),
  ])
  expect(lines.map(({ kind, paidCents, creditedCents }) => [kind, paidCents, creditedCents])).toEqual([
    ['reversal', -60, 0],
    ['credit_memo', 0, 15],
  ])
})

test('two payments are two lines, and so are two refunds; one refund from two sources is one', () => {
  const entries = [entry('payment', -1, null), entry('payment', -1, null)]
  expect(statementOf(0, entries).lines).toHaveLength(2)
  expect(statementOf(0, [entry('refund', 1, 'F'), entry('refund', 1, 'G')]).lines).toHaveLength(2)
  expect(statementOf(0, [entry('refund', 1, 'F'), entry('refund', 2, 'F')]).lines).toHaveLength(1)
})

test('a back-dated document shows both of its dates', () => {
  const [line] = statementOf(0, [entry('invoice', 1, 'I', { postingDate: '2026-11-01' })]).lines
  expect(line).toMatchObject({ date: '2026-11-01', documentDate: '2026-10-05' })
})

describe('the period', () => {
  const judge = (periodStart: string, periodEnd: string) => () =>
    requirePastPeriod({ periodStart, periodEnd }, '2026-11-21')

  test('may end yesterday, and be one day long', () => {
    expect(judge('2026-11-20', '2026-11-20')).not.toThrow()
  })

  test('is over before today, which the refusal names', () => {
    expect(judge('2026-11-01', '2026-11-21')).toThrow(/Today is 2026-11-21/)
    expect(judge('2026-12-01', '2026-12-31')).toThrow(Refused)
  })

  test('ends no earlier than it begins', () => {
    expect(judge('2026-10-31', '2026-10-01')).toThrow(/before it begins/)
  })
})
