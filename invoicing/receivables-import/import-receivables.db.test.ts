import { beforeAll, expect, test } from 'vitest'
import type { ImportResult, ReceivableRow } from '../../contract/import.ts'
import { agingBuckets } from '../../contract/reports.ts'
import { expectProblem, expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { agedFrom, ledgerOf } from '../../tests/support/ledger-model.ts'
import { verifyCompany } from '../verification/verify-company.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
})

const ledger = ledgerOf(7, { rows: 2466, customers: 100 })
const rows: ReceivableRow[] = ledger.map((row, index) => ({
  line: index + 2,
  customer: row.customer,
  customerName: null,
  invoiceNumber: row.invoiceNumber,
  issueDate: row.issueDate,
  dueDate: row.dueDate,
  amount: (row.cents / 100).toFixed(2),
  paidDate: row.paidDate,
  paidAmount: null,
}))

async function importAll(company: TestCompany): Promise<Omit<ImportResult, 'rows'>> {
  const total = { created: 0, unchanged: 0, refused: 0 }
  for (let start = 0; start < rows.length; start += 500) {
    const result = await company.as('accountant').import.receivables({ rows: rows.slice(start, start + 500) })
    for (const outcome of ['created', 'unchanged', 'refused'] as const) total[outcome] += result[outcome]
  }
  return total
}

const dollars = (cents: number) => (cents / 100).toFixed(2)
const first: ReceivableRow = {
  line: 2,
  customer: 'ACME',
  customerName: 'Acme Ltd',
  invoiceNumber: 'A-1',
  issueDate: '2026-01-05',
  dueDate: '2026-02-04',
  amount: '100.00',
  paidDate: null,
  paidAmount: null,
}

test('a ledger of 2,466 invoices of 100 customers: aging on any day is what an independent model says', async () => {
  expect(await importAll(shop)).toEqual({ created: 2466, unchanged: 0, refused: 0 })
  const { reports, customers, invoices } = shop.as('viewer')
  for (const asOf of ['2012-03-31', '2012-12-31', '2013-06-30', '2013-12-31', '2014-01-31']) {
    const { totals } = await reports.aging({ asOf })
    const expected = agedFrom(ledger, asOf)
    for (const bucket of [...agingBuckets, 'balance'] as const)
      expect([asOf, bucket, totals[bucket]]).toEqual([asOf, bucket, dollars(expected[bucket])])
    expect(totals.unappliedCredit).toBe('0.00')
  }
  const [one] = (await customers.list({ limit: 1 })).data
  const own = ledger.filter(({ customer }) => customer === one?.name)
  const balance = await customers.balance({ customerId: one?.id ?? '', asOf: '2013-06-30' })
  expect(balance.balance).toBe(dollars(agedFrom(own, '2013-06-30').balance))
  expect((await invoices.list({ q: ledger[0]?.invoiceNumber ?? '' })).data).toMatchObject([
    { status: 'paid' },
  ])
  expect(await verifyCompany(platen.platen.pool, platen.platen.clock, shop.id)).toEqual([])
}, 90_000)

test('a second run changes nothing, row by row', async () => {
  const before = await platen.sql(
    `select (select count(*) from invoicing.receivable_entries) as entries, (select count(*) from invoicing.audit_entries) as audit,
       (select max(updated_at) from invoicing.invoices) as changed`,
  )
  expect(await importAll(shop)).toEqual({ created: 0, unchanged: 2466, refused: 0 })
  const after = await platen.sql(
    `select (select count(*) from invoicing.receivable_entries) as entries, (select count(*) from invoicing.audit_entries) as audit,
       (select max(updated_at) from invoicing.invoices) as changed`,
  )
  expect(after).toEqual(before)
}, 90_000)

test('a broken row is refused with its reason, and the rest of the batch stands', async () => {
  const apart = await platen.found()
  const { rows: outcomes } = await apart.as('accountant').import.receivables({
    rows: [
      first,
      { ...first, line: 3, invoiceNumber: 'A-2', dueDate: '2026-01-01', customer: 'Only refused' },
      { ...first, line: 4, invoiceNumber: 'A-3', issueDate: '2027-01-01', dueDate: '2027-02-01' },
      { ...first, line: 5, invoiceNumber: 'A-4', amount: '0.00' },
      { ...first, line: 6, invoiceNumber: 'A-1', amount: '99.00' },
      { ...first, line: 7 },
      { ...first, line: 8, invoiceNumber: 'A-5', paidDate: '2026-01-20', paidAmount: '130.00' },
    ],
  })
  expect(outcomes.map(({ line, outcome, code }) => [line, outcome, code])).toEqual([
    [2, 'created', null],
    [3, 'refused', 'due_before_issue'],
    [4, 'refused', 'date_in_future'],
    [5, 'refused', 'invalid_input'],
    [6, 'refused', 'import_row_conflict'],
    [7, 'unchanged', null],
    [8, 'created', null],
  ])
  const { data } = await apart.as('viewer').customers.list({})
  expect(data).toMatchObject([{ name: 'Acme Ltd', openInvoices: '100.00', unappliedCredit: '30.00' }])
  expect(await verifyCompany(platen.platen.pool, platen.platen.clock, apart.id)).toEqual([])
})

test('a customer is found by number or by the other system’s id, and not made twice', async () => {
  const apart = await platen.found()
  const known = await apart.customer({ name: 'Known here' })
  const { import: imports, customers } = apart.as('accountant')
  await imports.receivables({ rows: [{ ...first, customer: 'CUST-0001' }] })
  await imports.receivables({
    rows: ['B-1', 'B-2'].map((invoiceNumber) => ({
      ...first,
      customer: 'their 17',
      customerName: null,
      invoiceNumber,
    })),
  })
  await imports.receivables({ rows: [{ ...first, customer: 'their 17', invoiceNumber: 'B-3' }] })
  const { data } = await customers.list({})
  expect(data.map(({ name, openInvoiceCount }) => [name, openInvoiceCount])).toEqual([
    ['Known here', 1],
    ['their 17', 3],
  ])
  expect(data[0]?.id).toBe(known.id)
})

test('our own series: passed numbers are refused, later ones are stepped over', async () => {
  const apart = await platen.found()
  await apart.draft()
  const { import: imports } = apart.as('accountant')
  const result = await imports.receivables({
    rows: ['INV-0001', 'INV-0003', 'INV-2'].map((invoiceNumber, index) => ({
      ...first,
      line: index + 2,
      invoiceNumber,
      customer: `customer ${index}`,
    })),
  })
  expect(result.rows.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['refused', 'import_row_conflict'],
    ['created', null],
    ['created', null],
  ])
  expect((await apart.draft()).invoiceNumber).toBe('INV-0002')
  expect((await apart.draft()).invoiceNumber).toBe('INV-0004')
  await apart.as('owner').company.raiseNumber({ series: 'invoice', next: 20 })
  const late = await imports.receivables({
    rows: [{ ...first, invoiceNumber: 'INV-0012', customer: 'Nobody new' }],
  })
  expect(late.rows).toMatchObject([{ outcome: 'refused', code: 'number_series_passed' }])
  const names = (await apart.as('viewer').customers.list({})).data.map(({ name }) => name)
  expect(names).not.toContain('Nobody new')
  expect(names).not.toContain('customer 0')
  expect(await verifyCompany(platen.platen.pool, platen.platen.clock, apart.id)).toEqual([])
})

test('a customer in another currency takes amounts of that currency', async () => {
  const apart = await platen.found({ currency: 'JPY' })
  await apart.customer({ defaultCurrency: 'USD' })
  const { import: imports } = apart.as('accountant')
  const result = await imports.receivables({
    rows: [
      { ...first, customer: 'CUST-0001', amount: '10.50' },
      { ...first, line: 3, customer: 'New', invoiceNumber: 'A-2', amount: '10.50' },
    ],
  })
  expect(result.rows.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['created', null],
    ['refused', 'amount_not_in_currency'],
  ])
})

test('imports at once, and drafts beside them, neither collide nor lock each other out', async () => {
  const apart = await platen.found()
  const { id: customerId } = await apart.customer({ name: 'Busy' })
  const batch = (name: string) =>
    apart.as('accountant').import.receivables({
      rows: Array.from({ length: 40 }, (_, index) => ({
        ...first,
        customer: index % 2 ? 'CUST-0001' : `made by ${name}`,
        invoiceNumber: `${name}-${index}`,
      })),
    })
  const [one, other] = await Promise.all([
    batch('X'),
    batch('Y'),
    ...Array.from({ length: 10 }, () => apart.sent({ customerId })),
  ])
  expect([one.created, other.created]).toEqual([40, 40])
  expect(await verifyCompany(platen.platen.pool, platen.platen.clock, apart.id)).toEqual([])
})

test('needs its permission, and at most 500 rows that fit the contract', async () => {
  await expectRefused(shop.as('sales').import.receivables({ rows: [first] }), 'forbidden')
  const send = (body: unknown) =>
    platen.request('POST', '/api/v1/import/receivables', { key: shop.key('accountant'), body })
  expectProblem(await send({ rows: Array(501).fill(first) }), 'invalid_input', 'rows')
  expectProblem(await send({ rows: [{ ...first, amount: '1.005' }] }), 'invalid_input', 'rows.0.amount')
  expectProblem(
    await send({ rows: [{ ...first, issueDate: '2013-02-30' }] }),
    'invalid_input',
    'rows.0.issueDate',
  )
})
