import { expect, test } from 'vitest'
import {
  type CreditDraft,
  chooseAll,
  creditSoFar,
  type InvoiceToCredit,
  newCreditDraft,
  problemsAt,
  readCredit,
} from './credit-draft.ts'

const line = (id: string, creditableAmount: string) => ({
  id,
  description: `Line ${id}`,
  taxable: true,
  taxRate: null,
  creditableAmount,
})

/** Two lines of 100.00, one of them credited to the half; 10 % tax; 20.00 shipping, exempt; 90.00 is open. */
const invoice: InvoiceToCredit = {
  id: '6f1f7a2e-6c2f-4c55-9a53-0a3f5f0c0001',
  invoiceNumber: 'INV-0042',
  status: 'partial',
  currency: 'USD',
  taxRate: '10',
  taxes: [{ rate: '10', base: '200.00', amount: '20.00', creditableAmount: '15.00' }],
  shippingTaxable: false,
  shippingCreditableAmount: '20.00',
  creditableTotal: '185.00',
  balanceDue: '90.00',
  lineItems: [line('tees', '100.00'), line('caps', '50.00'), line('socks', '0.00')],
}

/** The draft with some lines chosen at these amounts. */
function drafted(amounts: Record<string, string>, more: Partial<CreditDraft> = {}): CreditDraft {
  const draft = newCreditDraft(invoice)
  const chosen = Object.entries(amounts).map(([id, amount]) => [id, { isChosen: true, amount }])
  return { ...draft, reason: 'returns', lines: { ...draft.lines, ...Object.fromEntries(chosen) }, ...more }
}

test('it begins with nothing chosen, and all that is left as the amounts', () => {
  const draft = newCreditDraft(invoice)
  expect(draft.lines.caps).toEqual({ isChosen: false, amount: '50.00' })
  expect(draft.shipping).toEqual({ isChosen: false, amount: '20.00' })
  expect(creditSoFar(draft, invoice)).toMatchObject({ totalCents: 0, excessCents: 0 })
})

test('everything is chosen but what was credited already', () => {
  const draft = chooseAll(newCreditDraft(invoice), invoice, true)
  expect(Object.values(draft.lines).map(({ isChosen }) => isChosen)).toEqual([true, true, false])
  expect(creditSoFar(draft, invoice)).toMatchObject({
    totalCents: 185_00,
    appliedCents: 90_00,
    excessCents: 95_00,
  })
  expect(creditSoFar(chooseAll(draft, invoice, false), invoice).totalCents).toBe(0)
})

test('the total follows the typing; what cannot be read counts as nothing', () => {
  expect(creditSoFar(drafted({ tees: '$1,0' }), invoice).totalCents).toBe(0)
  expect(creditSoFar(drafted({ tees: '10', caps: '5.5' }), invoice)).toMatchObject({
    taxCents: 1_55,
    totalCents: 17_05,
  })
})

test('what is sent: the chosen lines, shipping, notes, and how an excess is given back', () => {
  expect(readCredit(drafted({ caps: '12.5' }, { notes: '  Short  ' }), invoice)).toEqual({
    problems: {},
    input: {
      invoiceId: invoice.id,
      reason: 'returns',
      lineItems: [{ lineItemId: 'caps', amount: '12.50' }],
      shipping: '0.00',
      notes: 'Short',
      excess: 'credit',
    },
  })
  const refunded = drafted(
    {},
    { shipping: { isChosen: true, amount: '20' }, excess: 'refund', method: 'cash' },
  )
  expect(readCredit(refunded, invoice).input).toMatchObject({
    shipping: '20.00',
    excess: 'refund',
    refund: { method: 'cash', reference: null },
  })
})

test('what is wrong stands at its field, in the words of the server', () => {
  expect(readCredit(drafted({ caps: '5' }, { reason: '' }), invoice).problems).toEqual({
    reason: 'Choose the reason.',
  })
  expect(readCredit(drafted({ tees: '1,5', caps: '0' }), invoice).problems).toEqual({
    tees: 'Write decimals with a point: 1.5.',
    caps: 'Must be more than zero.',
  })
  expect(readCredit(drafted({ tees: '1', caps: '50.01' }), invoice).problems).toEqual({
    caps: '$50.00 of “Line caps” can still be credited. Credit at most that much.',
  })
  expect(Object.keys(readCredit(drafted({}), invoice).problems)).toEqual(['lineItems'])
})

test('a refusal of the server, which counts the lines that were sent, is shown at the right ones', () => {
  const errors = [
    { path: 'lineItems.1.amount', message: 'Too much.' },
    { path: 'shipping', message: 'Too much too.' },
  ]
  const sent = [{ lineItemId: 'tees' }, { lineItemId: 'caps' }]
  expect(problemsAt(errors, sent)).toEqual({ caps: 'Too much.', shipping: 'Too much too.' })
})
