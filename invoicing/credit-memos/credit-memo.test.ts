import { expect, test } from 'vitest'
import { type RefusalCode, Refused } from '../../contract/refusals.ts'
import { type CreditableInvoice, creditTotals, judgeCredit, splitCredit } from './credit-memo.ts'

/** 100.00 taxed at 8.25 %, 40.00 at a rate of its own, 10.00 exempt, and 20.00 shipping, taxed. */
const invoice: CreditableInvoice = {
  invoiceNumber: 'INV-0042',
  status: 'partial',
  currency: 'USD',
  taxRate: '8.25',
  taxes: [
    { rate: '4', base: '40.00', amount: '1.60', creditableAmount: '1.60' },
    { rate: '8.25', base: '120.00', amount: '9.90', creditableAmount: '9.90' },
  ],
  shippingTaxable: true,
  shippingCreditableAmount: '20.00',
  creditableTotal: '181.50',
  balanceDue: '60.00',
  lineItems: [
    { id: 'tees', description: 'Printed tees', taxable: true, taxRate: null, creditableAmount: '100.00' },
    { id: 'caps', description: 'Caps', taxable: true, taxRate: '4', creditableAmount: '40.00' },
    { id: 'art', description: 'Art', taxable: false, taxRate: null, creditableAmount: '10.00' },
  ],
}
const line = (lineItemId: string, amountCents: number) => ({ lineItemId, amountCents })

test('a line takes its own rate, shipping the invoice’s, and what is exempt none', () => {
  const wanted = {
    lines: [line('tees', 50_00), line('caps', 10_00), line('art', 10_00)],
    shippingCents: 20_00,
  }
  expect(creditTotals(invoice, wanted)).toEqual({
    subtotalCents: 70_00,
    shippingCents: 20_00,
    taxes: [
      { rate: '4', baseCents: 10_00, taxCents: 40 },
      // 9.90 x 70 / 120 = 5.775, half up.
      { rate: '8.25', baseCents: 70_00, taxCents: 5_78 },
    ],
    taxCents: 6_18,
    totalCents: 96_18,
  })
})

test('the tax of the rest makes up for what was rounded before', () => {
  const after: CreditableInvoice = {
    ...invoice,
    taxes: [
      { rate: '4', base: '40.00', amount: '1.60', creditableAmount: '1.20' },
      { rate: '8.25', base: '120.00', amount: '9.90', creditableAmount: '4.12' },
    ],
    shippingCreditableAmount: '0.00',
    lineItems: invoice.lineItems.map((one) => ({
      ...one,
      creditableAmount: { tees: '50.00', caps: '30.00', art: '0.00' }[one.id] ?? '0.00',
    })),
  }
  const rest = { lines: [line('tees', 50_00), line('caps', 30_00)], shippingCents: 0 }
  expect(creditTotals(after, rest)).toMatchObject({ taxCents: 5_32, totalCents: 85_32 })
})

test('the open balance is lowered first, the rest is credit', () => {
  expect(splitCredit({ balanceDue: '60.00' }, 59_99)).toEqual({ appliedCents: 59_99, excessCents: 0 })
  expect(splitCredit({ balanceDue: '60.00' }, 96_18)).toEqual({ appliedCents: 60_00, excessCents: 36_18 })
  expect(splitCredit({ balanceDue: '0.00' }, 96_18)).toEqual({ appliedCents: 0, excessCents: 96_18 })
})

function refused(run: () => unknown): { code: RefusalCode; paths: string[]; detail: string } {
  try {
    run()
  } catch (error) {
    if (error instanceof Refused)
      return { code: error.code, paths: error.errors.map(({ path }) => path), detail: error.message }
  }
  throw new Error('It was expected to be refused and was not')
}

test('above a line is refused at its amount, naming the line and what is left', () => {
  const wanted = { lines: [line('art', 10_00), line('caps', 40_01)], shippingCents: 0 }
  expect(refused(() => judgeCredit(invoice, wanted))).toEqual({
    code: 'credit_exceeds_invoiced',
    paths: ['lineItems.1.amount'],
    detail: '$40.00 of “Caps” can still be credited. Credit at most that much.',
  })
})

test('a line of which all was credited says so', () => {
  const [first, ...others] = invoice.lineItems
  const lineItems = first ? [{ ...first, creditableAmount: '0.00' }, ...others] : []
  const answer = refused(() =>
    judgeCredit({ ...invoice, lineItems }, { lines: [line('tees', 1)], shippingCents: 0 }),
  )
  expect(answer.detail).toBe('Nothing of “Printed tees” is left to credit. Take it out.')
})

test('above the shipping is refused there', () => {
  const answer = refused(() => judgeCredit(invoice, { lines: [], shippingCents: 20_01 }))
  expect(answer).toMatchObject({ code: 'credit_exceeds_invoiced', paths: ['shipping'] })
})

test('nothing at all, a line twice and a line of another invoice are refused', () => {
  expect(refused(() => judgeCredit(invoice, { lines: [], shippingCents: 0 }))).toMatchObject({
    code: 'nothing_to_credit',
    paths: ['lineItems'],
  })
  const twice = { lines: [line('tees', 1_00), line('tees', 1_00)], shippingCents: 0 }
  expect(refused(() => judgeCredit(invoice, twice))).toMatchObject({
    code: 'invalid_input',
    paths: ['lineItems.1.lineItemId'],
  })
  expect(
    refused(() => judgeCredit(invoice, { lines: [line('mugs', 1_00)], shippingCents: 0 })),
  ).toMatchObject({ code: 'not_found', paths: ['lineItems.0.lineItemId'] })
})

test('drafts and void invoices are not credited', () => {
  const wanted = { lines: [line('tees', 1_00)], shippingCents: 0 }
  for (const status of ['draft', 'void'] as const) {
    const answer = refused(() => judgeCredit({ ...invoice, status }, wanted))
    expect(answer.code).toBe('invoice_not_creditable')
  }
})

test('what was written off is not credited too', () => {
  const wanted = { lines: [line('tees', 100_00)], shippingCents: 0 }
  const answer = refused(() => judgeCredit({ ...invoice, creditableTotal: '80.00' }, wanted))
  expect(answer).toMatchObject({ code: 'credit_exceeds_invoiced', paths: ['lineItems'] })
  expect(answer.detail).toContain('$80.00, tax included')
})
