import { beforeAll, expect, test } from 'vitest'
import { expectProblem, expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
})

test('a customer gets the next number, the company’s currency and a phone in E.164', async () => {
  const made = await shop
    .as('sales')
    .customers.create({ name: '  Cafe\u0301 Azul ', phone: '(607) 272-1101' })
  expect(made).toMatchObject({
    customerNumber: 'CUST-0001',
    name: 'Café Azul',
    phone: '+16072721101',
    defaultCurrency: 'USD',
    status: 'active',
    balance: '0.00',
    version: 1,
  })
  expect((await shop.as('sales').customers.create({ name: 'Next' })).customerNumber).toBe('CUST-0002')
})

test('what cannot be kept is refused at its field, and takes no number', async () => {
  const { customers } = shop.as('sales')
  const next = (await shop.as('viewer').company.show()).numberSeries
  await expectRefused(customers.create({ name: 'X', phone: '12' }), 'phone_not_valid', 'phone')
  await expect(customers.create({ name: 'X', phone: '(607) 272-1101 x12' })).rejects.toThrow(/extension 12/)
  await expectRefused(
    customers.create({ name: 'X', defaultCurrency: 'KWD' }),
    'currency_not_supported',
    'defaultCurrency',
  )
  await expectRefused(
    customers.create({ name: 'X', defaultCurrency: 'ZZZ' }),
    'currency_not_supported',
    'defaultCurrency',
  )
  for (const [field, value] of Object.entries({
    name: ' ',
    email: 'nobody',
    website: 'javascript:alert(1)',
    notes: 'a\u0000b',
    paymentTerms: 'net_10',
    customerNumber: 'CUST-0500',
    balance: '5.00',
  })) {
    const body = { name: 'X', [field]: value }
    const key = shop.key('sales')
    expectProblem(await platen.request('POST', '/api/v1/customers', { key, body }), 'invalid_input', field)
  }
  await expectRefused(customers.create({ name: 'x'.repeat(256) }), 'invalid_input', 'name')
  expect((await shop.as('viewer').company.show()).numberSeries).toEqual(next)
})

test('customers made at once get numbers without gap or repetition', async () => {
  const apart = await platen.found()
  const made = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      apart.as('sales').customers.create({ name: `At once ${index}` }),
    ),
  )
  expect(made.map(({ customerNumber }) => customerNumber).sort()).toEqual(
    Array.from({ length: 12 }, (_, index) => `CUST-${String(index + 1).padStart(4, '0')}`),
  )
})

test('a change names what it read; a field left out stays, null clears it', async () => {
  const customer = await shop.customer({ email: 'a@b.example', phone: '607 272 1102', notes: 'Rings twice' })
  const { customers } = shop.as('sales')
  const changed = await customers.update({
    customerId: customer.id,
    version: 1,
    email: null,
    name: 'New name',
  })
  expect(changed).toMatchObject({
    name: 'New name',
    email: null,
    phone: '+16072721102',
    notes: 'Rings twice',
  })
  await expectRefused(
    customers.update({ customerId: customer.id, version: 1, name: 'Late' }),
    'stale_version',
  )
  await expectRefused(
    customers.update({ customerId: customer.id, version: 2, phone: 'no' }),
    'phone_not_valid',
    'phone',
  )
  const both = await Promise.allSettled([
    customers.update({ customerId: customer.id, version: 2, name: 'One' }),
    customers.update({ customerId: customer.id, version: 2, name: 'Other' }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('the currency is fixed once an invoice carries it', async () => {
  const customer = await shop.customer()
  const { customers } = shop.as('sales')
  const change = (version: number, defaultCurrency: string) =>
    customers.update({ customerId: customer.id, version, defaultCurrency })
  expect((await change(1, 'JPY')).balance).toBe('0')
  await expectRefused(change(2, 'BHD'), 'currency_not_supported', 'defaultCurrency')
  await shop.draft({ customerId: customer.id, amount: '1200' })
  await expectRefused(change(2, 'USD'), 'currency_fixed', 'defaultCurrency')
  expect(
    (await customers.update({ customerId: customer.id, version: 2, name: 'Kyoto Prints' })).version,
  ).toBe(3)
})

test('lists page through every customer once, whatever the page size', async () => {
  const apart = await platen.found()
  const names = ['Zoë', 'anna', 'Anna', 'Émile', 'Bob', 'bob', 'Bob', '42 Tees', 'Öl', 'ann', 'zz', 'Zz']
  const ids: string[] = []
  for (const name of names) ids.push((await apart.customer({ name })).id)
  for (const limit of [1, 3, 5, 12, 100]) {
    const seen: string[] = []
    const order: string[] = []
    let cursor: string | undefined
    do {
      const page = await apart.as('viewer').customers.list({ limit, cursor })
      seen.push(...page.data.map(({ id }) => id))
      order.push(...page.data.map(({ name }) => name.toLowerCase()))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen.length).toBe(names.length)
    expect(new Set(seen)).toEqual(new Set(ids))
    expect(order).toEqual([...order].sort())
  }
})

test('a search looks into name, number, e-mail and phone, and takes signs as they are', async () => {
  const apart = await platen.found()
  await apart.customer({ name: '100% Cotton', email: 'Hello@Cotton.example' })
  await apart.customer({ name: 'Under_score', phone: '+44 20 7946 0018' })
  await apart.customer({ name: 'Back\\slash', legalName: 'Slashers Ltd' })
  const found = async (q: string) =>
    (await apart.as('viewer').customers.list({ q })).data.map(({ name }) => name)
  expect(await found('cotton')).toEqual(['100% Cotton'])
  expect(await found('COTTON.EXAMPLE')).toEqual(['100% Cotton'])
  expect(await found('0%')).toEqual(['100% Cotton'])
  expect(await found('_')).toEqual(['Under_score'])
  expect(await found('\\')).toEqual(['Back\\slash'])
  expect(await found('slashers')).toEqual(['Back\\slash'])
  expect(await found('2079460018')).toEqual(['Under_score'])
  expect(await found('020 7946 0018')).toEqual(['Under_score'])
  expect(await found('+44 (0)20 7946-0018')).toEqual(['Under_score'])
  expect(await found('cust-0003')).toEqual(['Back\\slash'])
  expect(await found("' or 1=1 --")).toEqual([])
  expect(await found('  ')).toHaveLength(3)
  await platen.sql(
    `update invoicing.customers set status = 'inactive' where company_id = $1 and name = 'Under_score'`,
    [apart.id],
  )
  const { data } = await apart.as('viewer').customers.list({ status: 'inactive' })
  expect(data.map(({ name }) => name)).toEqual(['Under_score'])
})

test('a customer is found by name, e-mail and phone of a contact, as long as the contact is there', async () => {
  const apart = await platen.found()
  const elsewhere = await platen.found()
  const { contacts, customers } = apart.as('sales')
  const vera = { firstName: 'Vera', lastName: 'Lind', email: 'Vera.Lind@Riverbend.example', role: 'billing' }
  const { id: customerId } = await apart.customer({ name: 'Riverbend', email: 'office@riverbend.example' })
  await apart.customer({ name: 'Another', email: 'vera@another.example' })
  const { id: contactId } = await contacts.create({ customerId, ...vera, phone: '(607) 272-1101' })
  await contacts.create({ customerId, ...vera, email: 'second.vera@riverbend.example' })
  const theirs = await elsewhere.customer({ name: 'Foreign' })
  await elsewhere.as('sales').contacts.create({ customerId: theirs.id, ...vera })
  const found = async (q: string) => (await customers.list({ q })).data.map(({ name }) => name)
  expect(await found('vera.lind@river')).toEqual(['Riverbend'])
  expect(await found('VERA')).toEqual(['Another', 'Riverbend'])
  expect(await found('era')).toEqual(['Another', 'Riverbend'])
  expect(await found('ra')).toEqual(['Another'])
  expect(await found('vera_lind')).toEqual([])
  expect(await found('Vera Lind')).toEqual(['Riverbend'])
  expect(await found('607 272-1101')).toEqual(['Riverbend'])
  await contacts.remove({ customerId, contactId })
  expect(await found('vera.lind')).toEqual([])
  expect(await found('second.vera')).toEqual(['Riverbend'])
})

test('the sums of a customer: open, overdue, credit and balance', async () => {
  const { id: customerId } = await shop.customer({ paymentTerms: 'net_30' })
  await shop.sent({ customerId, amount: '100.00', issueDate: '2026-10-01' })
  const open = await shop.sent({ customerId, amount: '50.00' })
  await shop.draft({ customerId, amount: '999.00' })
  await shop.pay(open.id, '70.00', { keepExcessAsCredit: true })
  expect(await shop.as('viewer').customers.show({ customerId })).toMatchObject({
    openInvoices: '100.00',
    openInvoiceCount: 1,
    overdue: '100.00',
    unappliedCredit: '20.00',
    balance: '80.00',
  })
  const balance = await shop.as('viewer').customers.balance({ customerId })
  expect(balance).toEqual({
    asOf: '2026-11-21',
    currency: 'USD',
    balance: '80.00',
    openInvoices: '100.00',
    unappliedCredit: '20.00',
    creditLimit: null,
    availableCredit: null,
  })
})

test('a balance as of a day, as it was known at an instant', async () => {
  const { id: customerId } = await shop.customer()
  await shop.sent({ customerId, amount: '30.00', issueDate: '2026-09-01' })
  const knownAt = new Date().toISOString()
  const backdated = await shop.sent({ customerId, amount: '12.00', issueDate: '2026-09-02' })
  await shop.pay(backdated.id, '2.00', { date: '2026-09-10' })
  const { customers } = shop.as('viewer')
  const at = async (asOf: string, known?: string) =>
    (await customers.balance({ customerId, asOf, knownAt: known })).balance
  expect(await at('2026-08-31')).toBe('0.00')
  expect(await at('2026-09-01')).toBe('30.00')
  expect(await at('2026-09-02')).toBe('42.00')
  expect(await at('2026-09-10')).toBe('40.00')
  expect(await at('2026-09-10', knownAt)).toBe('30.00')
})
