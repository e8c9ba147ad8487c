import { expect, test } from 'vitest'
import { paperTotals } from './paper-figures.ts'

test('what was written off stands apart from what was credited, and both lower the balance', () => {
  const figures = paperTotals({
    ...{ currency: 'USD', subtotal: '90.00', discounts: [], shipping: '0.00', taxes: [] },
    ...{ taxExemptionReason: null, total: '90.00', amountPaid: '0.00', deposit: null },
    creditedTotal: '90.00',
    writeOffs: [{ amount: '70.00' }, { amount: '5.00' }],
    balanceDue: '0.00',
  })
  expect(figures.slice(-3).map(({ label, value }) => `${label} ${value}`)).toEqual([
    'Credited −15.00',
    'Written off −75.00',
    'Balance due $0.00',
  ])
})
