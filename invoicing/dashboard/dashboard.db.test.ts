import { beforeAll, describe, expect, test } from 'vitest'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found({ taxRate: '0' })
})

const received = async (company = shop) =>
  (await company.as('viewer').dashboard.moneyIn({ months: 3 })).months.map(({ month, received }) => [
    month,
    received,
  ])

describe('money in', () => {
  test('is counted in the month it posted in, less what bounced or was given back in that month', async () => {
    const company = await platen.found()
    expect(await received(company)).toEqual([
      ['2026-09', '0.00'],
      ['2026-10', '0.00'],
      ['2026-11', '0.00'],
    ])
    const { id, customerId } = await company.sent({ amount: '500.00', issueDate: '2026-09-01' })
    await company.pay(id, '40.00', { date: '2026-09-30' })
    const bounced = await company.pay(id, '60.00', { date: '2026-10-01' })
    await company.pay(id, '25.00')
    expect(await received(company)).toEqual([
      ['2026-09', '40.00'],
      ['2026-10', '60.00'],
      ['2026-11', '25.00'],
    ])
    await company.as('owner').payments.reverse({ paymentId: bounced.id, reason: 'Bounced' })
    const overpaid = await company.sent({ customerId, amount: '10.00' })
    await company.pay(overpaid.id, '30.00', { keepExcessAsCredit: true })
    await company.as('owner').credit.refund({ customerId, amount: '20.00' })
    expect(await received(company)).toEqual([
      ['2026-09', '40.00'],
      ['2026-10', '60.00'],
      ['2026-11', '-25.00'],
    ])
    const stats = await company.as('viewer').invoices.stats({})
    expect(stats.paidThisMonth).toBe('-25.00')
  })

  test('is told per currency, for one to 36 months, and crosses the year', async () => {
    const { dashboard } = shop.as('viewer')
    const { months } = await dashboard.moneyIn({ months: 13, currency: 'JPY' })
    expect(months).toHaveLength(13)
    expect(months[0]).toEqual({ month: '2025-11', received: '0' })
    await expectRefused(dashboard.moneyIn({ months: 0 }), 'invalid_input', 'months')
    await expectRefused(dashboard.moneyIn({ months: 37 }), 'invalid_input', 'months')
    await expectRefused(dashboard.moneyIn({ currency: 'KWD' }), 'currency_not_supported', 'currency')
  })
})

describe('deposits', () => {
  test('wait from the sending until money or a credit makes up for them, the first due first', async () => {
    const company = await platen.found({ taxRate: '0' })
    const { id: customerId } = await company.customer({ name: 'Bluebird' })
    const asked = async (depositPercent: string, depositDueDate?: string) => {
      const content = { customerId, amount: '200.00', depositRequested: true, depositPercent }
      const { id } = await company.draft({ ...content, ...(depositDueDate ? { depositDueDate } : {}) })
      return id
    }
    const { dashboard, invoices } = company.as('owner')
    const late = await asked('50', '2026-11-20')
    const later = await asked('25', '2026-12-20')
    const today = await asked('10')
    await company.sent({ customerId })
    expect(await dashboard.deposits({})).toMatchObject({ data: [], count: 0, total: '0.00' })
    await invoices.send({ invoiceId: late, issueDate: '2026-11-10' })
    for (const invoiceId of [later, today]) await invoices.send({ invoiceId })
    const first = await dashboard.deposits({ limit: 2 })
    expect(first).toMatchObject({ currency: 'USD', count: 3, total: '170.00' })
    expect(first.data.map(({ id, depositDueDate, isOverdue }) => [id, depositDueDate, isOverdue])).toEqual([
      [late, '2026-11-20', true],
      [today, '2026-11-21', false],
    ])
    expect(first.data[0]).toMatchObject({
      customerName: 'Bluebird',
      depositAmount: '100.00',
      depositOpen: '100.00',
    })
    const second = await dashboard.deposits({ limit: 2, cursor: first.nextCursor ?? '' })
    expect(second.data.map(({ id }) => id)).toEqual([later])
    expect(second.nextCursor).toBeNull()

    await company.pay(late, '99.99')
    expect((await dashboard.deposits({})).data[0]).toMatchObject({ id: late, depositOpen: '0.01' })
    await company.pay(late, '0.01')
    await invoices.void({ invoiceId: today, reason: 'Ordered twice' })
    expect(await dashboard.deposits({})).toMatchObject({ count: 1, total: '50.00', data: [{ id: later }] })
  })

  test('a cursor of somewhere else is refused', async () => {
    await expectRefused(shop.as('viewer').dashboard.deposits({ cursor: 'x' }), 'invalid_input', 'cursor')
  })
})

describe('the latest activity', () => {
  test('tells documents and money with their customer, newest first, and no settings', async () => {
    const company = await platen.found({ taxRate: '0' })
    const { id: customerId } = await company.customer({ name: 'Hollow Pine' })
    const { id } = await company.sent({ customerId, amount: '80.00' })
    await company.pay(id, '30.00')
    await company.as('owner').company.update({ version: 2, taxRate: '5' })
    const { data } = await company.as('viewer').dashboard.activity({})
    expect(data.map(({ operation, customerName, amount }) => [operation, customerName, amount])).toEqual([
      ['payments.record', 'Hollow Pine', '30.00'],
      ['invoices.send', 'Hollow Pine', '80.00'],
      ['invoices.create', 'Hollow Pine', '80.00'],
      ['customers.create', 'Hollow Pine', null],
    ])
    expect(data[1]).toMatchObject({ entity: 'invoice', entityId: id, label: 'INV-0001', currency: 'USD' })
    const short = await company.as('viewer').dashboard.activity({ limit: 1 })
    expect(short.data).toEqual(data.slice(0, 1))
  })
})
