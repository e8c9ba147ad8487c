import { beforeAll, expect, test } from 'vitest'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { verifyCompany } from '../verification/verify-company.ts'
import { readCustomerFile } from './read-file.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
  await fill(shop)
})

const nasty = [
  '=SUM(A1)',
  '+1',
  '-x',
  '@a',
  "'=quoted",
  'a "b", c; d',
  '🖨️ Drucker',
  'שלום, עולם',
  "O'Neil",
  '00012',
]

/** Customers whose every field may be filled, with people and places, one blocked and one in a group. */
async function fill(company: TestCompany): Promise<void> {
  const client = company.as('owner')
  for (const [index, name] of nasty.entries()) {
    const { id: customerId } = await company.customer({
      name,
      legalName: `${name} Ltd`,
      email: index % 2 === 0 ? `office${index}@x.example` : null,
      phone: '607 272 1101',
      paymentTerms: 'net_45',
      taxId: name,
      website: 'https://x.example/?a=1,2',
      notes: `${name}\n\n"two"\tlines, `,
      taxExempt: index % 3 === 0,
      taxExemptionCertificate: name,
      taxExemptionState: 'NY',
      taxExemptionExpiresOn: '2027-02-28',
      ...(index % 4 === 0 ? { tier: 'contract' as const, contractDepositPercent: '12.50' } : {}),
    })
    for (const person of [0, 1]) {
      await client.contacts.create({
        ...{ customerId, firstName: name, lastName: 'Lind', email: `p${index}-${person}@x.example` },
        ...{ role: name, isPrimary: person === 1, preferredChannel: 'sms', phone: '+44 20 7946 0000' },
      })
      await client.addresses.create({
        ...{ customerId, label: name, type: 'shipping', line1: name, line2: name, city: name, state: 'NY' },
        ...{
          postalCode: '14850',
          country: 'US',
          isDefault: person === 0,
          notes: person === 0 ? `${name}\n` : '',
        },
      })
    }
    if (index === 1)
      await client.customers.setStatus({ customerId, status: 'blocked', reason: '=Checks, bounce' })
    if (index === 2) await client.customers.setStatus({ customerId, status: 'inactive' })
  }
}

const exported = async (company: TestCompany, filters: object = {}) =>
  (await company.as('viewer').customers.export(filters)).text()
const namesIn = (csv: string) =>
  readCustomerFile(csv).customers.map(({ customer }) => String(customer?.values.name))

test('the file is read back into the same shop without a change, and into an empty one without a loss', async () => {
  const csv = await exported(shop)
  const here = await shop.as('accountant').import.customers({ csv })
  expect(here).toMatchObject({ created: 0, updated: 0, unchanged: nasty.length * 5, refused: 0 })
  const empty = await platen.found()
  const there = await empty.as('accountant').import.customers({ csv })
  expect(there).toMatchObject({ created: nasty.length * 5, updated: 0, unchanged: 0, refused: 0 })
  expect(await exported(empty)).toBe(csv)
  expect(await verifyCompany(platen.platen.pool, platen.platen.clock, empty.id)).toEqual([])
})

test('over HTTP it is a file to be kept, with the mark by which a spreadsheet knows UTF-8', async () => {
  const key = shop.key('viewer')
  const reply = await platen.request<{ text: string }>('GET', '/api/v1/customers/export', { key })
  expect(reply.status).toBe(200)
  expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(reply.headers.get('content-disposition')).toBe(
    "attachment; filename*=UTF-8''customers-2026-11-21.csv",
  )
  expect(reply.body.text.replace(/^\uFEFF/, '')).toBe(await exported(shop))
  const bytes = Buffer.from(await (await shop.as('viewer').customers.export({})).arrayBuffer())
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
})

test('nothing in it is run as a formula', async () => {
  const { customers } = readCustomerFile(await exported(shop))
  const cells = customers.flatMap(({ customer, contacts, addresses }) =>
    [customer, ...contacts, ...addresses].flatMap((row) => row?.cells ?? []),
  )
  expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
})

test('it is filtered as the list is, and has the columns also when nobody is in it', async () => {
  const { groups } = shop.as('owner')
  const { id: groupId } = await groups.create({ name: 'Schools' })
  const [first] = (await shop.as('viewer').customers.list({ q: 'drucker' })).data
  await groups.addMember({ groupId, customerId: first?.id ?? '' })
  expect(namesIn(await exported(shop, { groupId }))).toEqual(['🖨️ Drucker'])
  expect(namesIn(await exported(shop, { status: 'blocked' }))).toEqual(['+1'])
  expect(namesIn(await exported(shop, { q: 'p7-1@' }))).toEqual(['שלום, עולם'])
  const nobody = await exported(shop, { q: 'xyzzy' })
  expect(nobody.split('\r\n')).toEqual([expect.stringMatching(/^row,customerNumber,name,/), ''])
  expect(await exported(shop, { groupId: '00000000-0000-4000-8000-000000000000' })).toBe(nobody)
  await expectRefused(shop.as('viewer').customers.export({ q: 'a\u0000' }), 'invalid_input', 'q')
})

test('a shop of any size is read in pages: nobody is left out or told twice, also while others write', async () => {
  const big = await platen.found()
  await platen.tamper(
    `insert into invoicing.customers (company_id, customer_number, name, default_currency)
     select $1, 'CUST-' || lpad(n::text, 4, '0'), 'Customer ' || n, 'USD' from generate_series(1, 1234) n`,
    [big.id],
  )
  await platen.tamper(
    'insert into invoicing.customer_totals (company_id, customer_id) select company_id, id from invoicing.customers where company_id = $1',
    [big.id],
  )
  const reader = (await big.as('viewer').customers.export({})).stream().getReader()
  const decoder = new TextDecoder()
  let csv = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    csv += decoder.decode(value, { stream: true })
    await platen.asApplication(
      big.id,
      `update invoicing.customers set name = 'Renamed ' || customer_number where company_id = $1 and customer_number > 'CUST-0700'`,
      [big.id],
    )
  }
  const numbers = readCustomerFile(csv).customers.map(({ customer }) => customer?.values.customerNumber)
  expect(numbers).toHaveLength(1234)
  expect(new Set(numbers).size).toBe(1234)
  expect(csv).toContain('Renamed CUST-1234')
  const { pool } = platen.platen
  expect(pool.totalCount).toBe(pool.idleCount)
})

test('each page reads along the index of numbers, under row-level security', async () => {
  const plan = await platen.asApplication<{ 'QUERY PLAN': string }>(
    shop.id,
    `explain select c.id from invoicing.customers c
     where c.company_id = '${shop.id}' and c.deleted_at is null and c.customer_number > 'CUST-0700'
     order by c.customer_number limit 500`,
  )
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(
    /Index Scan using customers_number.*\n\s+Index Cond: .*customer_number/,
  )
})
