import { expect, test } from 'vitest'
import { contract } from '../../../../contract/contract.ts'
import { emptyLine } from '../../invoices/_components/draft-line.ts'
import { emptyQuote, type QuoteDraft, quoteKind } from './quote-draft.ts'

const customerId = '6f1f7a2e-6c2f-4c55-9a53-0a3f5f0c0001'
const company = { taxRate: '8.25', today: '2026-11-21' }

function draft(change: Partial<QuoteDraft> = {}): QuoteDraft {
  const line = { ...emptyLine('item', 'Tees'), quantity: '24', unitPrice: '8.50' }
  return { ...emptyQuote(company), customerId, lines: [line], ...change }
}

test('a new quote is good for thirty days', () => {
  expect(emptyQuote(company)).toMatchObject({ validUntil: '2026-12-21', taxRate: '8.25', title: '' })
})

test('a good draft is what the contract takes', () => {
  const { content, messages } = quoteKind.check(draft({ title: ' Field day ' }), 'USD')
  expect(messages).toEqual({})
  expect(content).toMatchObject({ title: 'Field day', validUntil: '2026-12-21' })
  const schema = contract.quotes.create['~orpc'].inputSchema
  expect(schema?.['~standard'].validate({ ...content })).not.toHaveProperty('issues')
})

test('without an end and without a title there is neither; a day that does not exist is said', () => {
  expect(quoteKind.check(draft({ validUntil: '' }), 'USD').content).toMatchObject({
    title: null,
    validUntil: null,
  })
  const bad = quoteKind.check(draft({ validUntil: '2026-02-31' }), 'USD')
  expect(bad.content).toBeUndefined()
  expect(bad.messages).toEqual({ validUntil: 'Choose a date that exists.' })
  expect(quoteKind.check(emptyQuote(company), 'USD').messages).toMatchObject({
    customerId: 'Choose a customer.',
  })
})
