import { beforeAll, expect, test } from 'vitest'
import type { Invoice } from '../../contract/invoices.ts'
import { expectProblem, expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const here = testPlaten()
const reason = 'Agreed on the phone'
let shop: TestCompany
let school: string

function lineOf({ lineItems: [line] }: Invoice): string {
  if (!line) throw new Error('The invoice has no line')
  return line.id
}

const line = (unitPrice: string, more: object = {}) => ({
  description: 'Printed tees',
  quantity: '1',
  unitPrice,
  ...more,
})

beforeAll(async () => {
  shop = await here.found({ taxRate: '8.25' })
  const owner = shop.as('owner')
  school = (await shop.customer({ name: 'Riverbend School' })).id
  const bakery = (await shop.customer({ name: 'Ada’s Bakery' })).id
  // 200.00 at 8.25 %, 50.00 at 4 %, 30.00 not taxable: tax 16.50 and 2.00.
  await shop.sent({
    customerId: bakery,
    issueDate: '2026-09-10',
    lineItems: [line('200.00'), line('50.00', { taxRate: '4' }), line('30.00', { taxable: false })],
  })
  // Resale: nothing taxed.
  await shop.sent({
    customerId: school,
    issueDate: '2026-09-20',
    lineItems: [line('400.00')],
    taxRate: '0',
    taxExemptionReason: 'Resale certificate 12-345',
  })
  // 100.00 less 10 %, shipping taxed: base 100.00, tax 8.25. Credited by 45.00 and its tax in November.
  const credited = await shop.sent({
    customerId: school,
    issueDate: '2026-10-05',
    lineItems: [line('100.00')],
    discounts: [{ description: 'Regular', kind: 'percent', value: '10' }],
    shipping: '10.00',
    shippingTaxable: true,
  })
  await owner.creditMemos.create({
    invoiceId: credited.id,
    reason: 'misprints',
    lineItems: [{ lineItemId: lineOf(credited), amount: '45.00' }],
  })
  const undone = await owner.creditMemos.create({
    invoiceId: credited.id,
    reason: 'returns',
    lineItems: [{ lineItemId: lineOf(credited), amount: '5.00' }],
  })
  await owner.creditMemos.void({ creditMemoId: undone.id, reason })
  // Voided in a later month than it was issued in.
  const voided = await shop.sent({ customerId: bakery, issueDate: '2026-10-06', lineItems: [line('60.00')] })
  await owner.invoices.void({ invoiceId: voided.id, reason })
  // A draft and what a customer paid are no sales; what was written off stays one.
  await shop.draft({ customerId: bakery, amount: '999.00' })
  const lost = await shop.sent({ customerId: bakery, issueDate: '2026-11-02', lineItems: [line('20.00')] })
  await owner.writeOffs.create({ invoiceId: lost.id, reason })
  await shop.sent({ customerId: (await shop.customer({ defaultCurrency: 'JPY' })).id, amount: '5000' })
})

test('sales tax is told by rate, what was not taxed by its reason', async () => {
  const report = await shop.as('viewer').reports.salesTax({ from: '2026-09-01', to: '2026-09-30' })
  expect(report).toEqual({
    from: '2026-09-01',
    to: '2026-09-30',
    currency: 'USD',
    rates: [
      { rate: '4', taxableSales: '50.00', tax: '2.00' },
      { rate: '8.25', taxableSales: '200.00', tax: '16.50' },
    ],
    untaxed: [
      { reason: 'Resale certificate 12-345', sales: '400.00' },
      { reason: null, sales: '30.00' },
    ],
    totals: { sales: '680.00', taxableSales: '250.00', untaxedSales: '430.00', tax: '18.50' },
    otherCurrencies: ['JPY'],
  })
})

test('a void and a credit memo count in the month in which they post, and a voided memo for nothing', async () => {
  const { reports } = shop.as('viewer')
  const october = await reports.salesTax({ from: '2026-10-01', to: '2026-10-31' })
  expect(october.rates).toEqual([{ rate: '8.25', taxableSales: '160.00', tax: '13.20' }])
  const november = await reports.salesTax({ from: '2026-11-01' })
  // 20.00 written off stays; less 60.00 voided and 45.00 credited.
  expect(november).toMatchObject({
    to: '2026-11-21',
    rates: [{ rate: '8.25', taxableSales: '-85.00', tax: '-7.01' }],
    untaxed: [],
    totals: { sales: '-85.00', tax: '-7.01' },
  })
})

test('revenue is told by month and by customer, and is the sales of the tax report', async () => {
  const { reports } = shop.as('viewer')
  const days = { from: '2026-09-01', to: '2026-11-21' }
  const revenue = await reports.revenue(days)
  expect(revenue.months).toEqual([
    { month: '2026-09', invoiced: '680.00', credited: '0.00', revenue: '680.00', tax: '18.50' },
    { month: '2026-10', invoiced: '160.00', credited: '0.00', revenue: '160.00', tax: '13.20' },
    { month: '2026-11', invoiced: '-40.00', credited: '45.00', revenue: '-85.00', tax: '-7.01' },
  ])
  expect(revenue.customers).toMatchObject([
    { customerName: 'Riverbend School', invoiced: '500.00', credited: '45.00', revenue: '455.00' },
    { customerName: 'Ada’s Bakery', revenue: '300.00' },
  ])
  expect(revenue.customerCount).toBe(2)
  const tax = await reports.salesTax(days)
  expect([tax.totals.sales, tax.totals.tax]).toEqual([revenue.totals.revenue, revenue.totals.tax])
  const [ledger] = await here.sql<{ total: string }>(
    `select sum(amount)::numeric(15, 2) as total from invoicing.receivable_entries
     where company_id = $1 and currency = 'USD' and kind in ('invoice', 'void', 'credit_memo')`,
    [shop.id],
  )
  expect(Number(ledger?.total)).toBeCloseTo(Number(revenue.totals.revenue) + Number(revenue.totals.tax), 2)
})

test('yen have their own report, without decimals', async () => {
  const { reports } = shop.as('viewer')
  expect(await reports.revenue({ from: '2026-11-01', currency: 'JPY' })).toMatchObject({
    currency: 'JPY',
    totals: { revenue: '5000', credited: '0' },
    otherCurrencies: ['USD'],
  })
  await expectRefused(
    reports.revenue({ from: '2026-11-01', currency: 'XXX' }),
    'currency_not_supported',
    'currency',
  )
})

test('what is dated on a closed day counts on the day that it posts', async () => {
  const own = await here.found({ taxRate: '10' })
  const { id: customerId } = await own.customer()
  await own.as('owner').statements.create({ customerId, periodStart: '2026-10-01', periodEnd: '2026-10-31' })
  await own.sent({ customerId, amount: '50.00', issueDate: '2026-10-15' })
  const { reports } = own.as('viewer')
  expect((await reports.salesTax({ from: '2026-10-01', to: '2026-10-31' })).rates).toEqual([])
  expect((await reports.salesTax({ from: '2026-11-01', to: '2026-11-01' })).rates).toEqual([
    { rate: '10', taxableSales: '50.00', tax: '5.00' },
  ])
})

test('as CSV files: a line per rate and reason, a line per month, and their sums', async () => {
  const { reports } = shop.as('viewer')
  const tax = await reports.salesTaxCsv({ from: '2026-09-01', to: '2026-09-30' })
  expect(tax.name).toBe('sales-tax-2026-09-01-2026-09-30-USD.csv')
  expect((await tax.text()).split('\r\n')).toEqual([
    'from,to,currency,rate,exemptionReason,sales,tax',
    '2026-09-01,2026-09-30,USD,4,,50.00,2.00',
    '2026-09-01,2026-09-30,USD,8.25,,200.00,16.50',
    '2026-09-01,2026-09-30,USD,,Resale certificate 12-345,400.00,0.00',
    '2026-09-01,2026-09-30,USD,,Not taxable,30.00,0.00',
    '2026-09-01,2026-09-30,USD,Total,,680.00,18.50',
    '',
  ])
  const revenue = await (await reports.revenueCsv({ from: '2026-10-01' })).text()
  expect(revenue.split('\r\n').slice(1, 4)).toEqual([
    '2026-10,USD,160.00,0.00,160.00,13.20',
    '2026-11,USD,-40.00,45.00,-85.00,-7.01',
    'Total,USD,120.00,45.00,75.00,6.19',
  ])
  const account = await reports.statementOfAccountCsv({ customerId: school, from: '2026-09-01' })
  expect(account.name).toMatch(/^account-CUST-\d+-2026-09-01-2026-11-21\.csv$/)
  const lines = (await account.text()).split('\r\n')
  expect(lines.at(1)).toBe('2026-09-01,,Opening balance,,,,,0.00')
  expect(lines.at(-2)).toMatch(/^2026-11-21,,Closing balance,/)
})

test('days the wrong way round, days that are none and strangers are refused', async () => {
  const { reports } = shop.as('viewer')
  const backwards = { from: '2026-11-02', to: '2026-11-01' }
  for (const ask of [reports.salesTax, reports.revenue, reports.salesTaxCsv, reports.revenueCsv])
    await expectRefused(ask(backwards), 'invalid_input', 'to')
  await expectRefused(
    reports.statementOfAccountCsv({ customerId: school, ...backwards }),
    'invalid_input',
    'to',
  )
  const path = '/api/v1/reports/sales-tax'
  expectProblem(await here.request('GET', path, { key: shop.key('viewer') }), 'invalid_input', 'from')
  expectProblem(
    await here.request('GET', `${path}?from=2026-02-31`, { key: shop.key('viewer') }),
    'invalid_input',
    'from',
  )
  expectProblem(await here.request('GET', `${path}?from=2026-01-01`), 'not_signed_in')
  const { id: foreign } = await (await here.found()).customer()
  await expectRefused(reports.statementOfAccountCsv({ customerId: foreign, from: '2026-01-01' }), 'not_found')
})
