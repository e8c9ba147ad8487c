import { beforeEach, expect, test } from 'vitest'
import type { CustomerImportResult } from '../../contract/customer-import.ts'
import { expectProblem, expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { verifyCompany } from '../verification/verify-company.ts'

const platen = testPlaten()
let shop: TestCompany

beforeEach(async () => {
  shop = await platen.found()
})

const importing = (lines: readonly string[], marks = {}) =>
  shop.as('accountant', marks).import.customers({ csv: lines.join('\n') })
const outcomes = ({ rows }: CustomerImportResult) =>
  rows.map(({ line, outcome, customerNumber }) => [line, outcome, customerNumber])
const refusals = ({ rows }: CustomerImportResult) =>
  rows.flatMap(({ line, outcome, code, field }) => (outcome === 'refused' ? [[line, code, field]] : []))
const everybody = async () => {
  const { data } = await shop.as('viewer').customers.list({ limit: 100 })
  return data.sort((one, other) => one.customerNumber.localeCompare(other.customerNumber))
}
const traces = () =>
  platen.sql(
    `select (select count(*)::int from invoicing.customers where company_id = $1) as customers,
       (select count(*)::int from invoicing.customer_contacts where company_id = $1) as contacts,
       (select count(*)::int from invoicing.customer_addresses where company_id = $1) as addresses,
       (select sum(version)::int from invoicing.customers where company_id = $1) as versions,
       (select count(*)::int from invoicing.audit_entries where company_id = $1) as audit,
       (select string_agg(next_value::text, ' ' order by series) from invoicing.number_counters where company_id = $1) as numbers`,
    [shop.id],
  )

const header =
  'row,customerNumber,name,email,phone,firstName,lastName,role,isPrimary,label,type,line1,postalCode,country,isDefault'
const row = (values: Record<string, string>) =>
  header
    .split(',')
    .map((column) => `"${(values[column] ?? '').replaceAll('"', '""')}"`)
    .join(',')
const ann = row({ row: 'customer', name: 'Ann', email: 'ann@a.example', phone: '(607) 272-1101' })
const vera = row({
  ...{ row: 'contact', email: 'vera@a.example', firstName: 'Vera', lastName: 'Lind', role: 'billing' },
  isPrimary: 'yes',
})
const dock = row({
  ...{ row: 'address', label: 'Dock', type: 'shipping', line1: '1 Main Street', postalCode: '14850' },
  ...{ country: 'US', isDefault: 'yes' },
})

test('customers come in with contacts and addresses; the same file again changes nothing', async () => {
  const file = [header, ann, vera, dock, row({ row: 'customer', name: 'Bob' })]
  const before = await traces()
  const trial = await importing(file, { dryRun: true })
  expect(trial).toMatchObject({ created: 4, updated: 0, unchanged: 0, refused: 0 })
  expect(trial.rows[0]).toMatchObject({
    customerId: null,
    customerNumber: null,
    label: 'Ann',
    row: 'customer',
  })
  expect(await traces()).toEqual(before)
  const once = await importing(file)
  expect(once).toMatchObject({ created: 4, updated: 0, unchanged: 0, refused: 0 })
  const [, contact] = once.rows
  expect(contact).toMatchObject({
    line: 3,
    row: 'contact',
    label: 'Vera Lind',
    customerId: once.rows[0]?.customerId,
  })
  const made = (await everybody()).find(({ name }) => name === 'Ann')
  expect(made).toMatchObject({
    email: 'ann@a.example',
    phone: '+16072721101',
    defaultCurrency: 'USD',
    tier: 'standard',
  })
  const customerId = made?.id ?? ''
  const client = shop.as('viewer')
  expect((await client.contacts.list({ customerId })).data).toMatchObject([
    { firstName: 'Vera', isPrimary: true },
  ])
  expect((await client.addresses.list({ customerId })).data).toMatchObject([
    { label: 'Dock', isDefault: true },
  ])
  const [entry] = (await client.audit.list({ entityId: customerId })).data
  expect(entry).toMatchObject({ operation: 'import.customer', entity: 'customer', after: { name: 'Ann' } })
  const standing = await traces()
  const again = await importing(file)
  expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 4, refused: 0 })
  expect(await traces()).toEqual(standing)
})

test('a customer is found by number, then by e-mail, then by the name of somebody without one', async () => {
  await importing(['name,email', 'Ann,ann@a.example', 'Bob,'])
  const [ann1, bob] = await everybody().then((all) => all.sort((a, b) => a.name.localeCompare(b.name)))
  const found = await importing([
    'customerNumber,name,email,taxId',
    `${ann1?.customerNumber.toLowerCase()},Anna,ann@a.example,1`,
    ',bob,,2',
  ])
  expect(outcomes(found)).toEqual([
    [2, 'updated', ann1?.customerNumber],
    [3, 'updated', bob?.customerNumber],
  ])
  expect(found.rows.map(({ changes }) => changes)).toEqual([
    ['name', 'taxId'],
    ['name', 'taxId'],
  ])
  const byMail = await importing(['name,email,taxId', 'Anna,ANN@A.example,3'])
  expect(byMail.rows[0]).toMatchObject({ outcome: 'updated', changes: ['email', 'taxId'] })
})

test('an e-mail or a name of several customers is ambiguous, and the refusal names them', async () => {
  await shop.customer({ name: 'One', email: 'both@a.example' })
  await shop.customer({ name: 'Two', email: 'Both@a.example' })
  await shop.customer({ name: 'Same' })
  await shop.customer({ name: 'SAME' })
  const result = await importing(['name,email', 'New,BOTH@a.example', 'same,'])
  expect(refusals(result)).toEqual([
    [2, 'import_match_ambiguous', 'email'],
    [3, 'import_match_ambiguous', 'name'],
  ])
  expect(result.rows[0]?.reason).toMatch(/CUST-0001, CUST-0002\. Give the customerNumber/)
})

test('somebody new keeps the number they bring along; one of our series that was passed is refused', async () => {
  await shop.customer({ name: 'First' })
  const gone = await shop.customer({ name: 'Gone' })
  await shop.as('accountant').customers.remove({ customerId: gone.id })
  await shop.as('owner').company.raiseNumber({ series: 'customer', next: 10 })
  const file = [
    'customerNumber,name',
    'OLD-17,Old',
    'CUST-0012,Ahead',
    'CUST-0010,Next',
    'CUST-0007,Left out',
    'CUST-0002,Removed',
    ',Plain',
  ]
  const result = await importing(file)
  expect(outcomes(result).slice(0, 3)).toEqual([
    [2, 'created', 'OLD-17'],
    [3, 'created', 'CUST-0012'],
    [4, 'created', 'CUST-0010'],
  ])
  expect(refusals(result)).toEqual([
    [5, 'number_series_passed', 'customerNumber'],
    [6, 'import_row_conflict', 'customerNumber'],
  ])
  expect((await importing(file)).unchanged).toBe(4)
  expect(outcomes(result).at(-1)).toEqual([7, 'created', 'CUST-0011'])
  expect((await shop.customer()).customerNumber).toBe('CUST-0013')
  expect(await verifyCompany(platen.platen.pool, platen.platen.clock, shop.id)).toEqual([])
})

test('the number of another system is remembered of somebody who was found by e-mail, and tells them apart', async () => {
  const here = await shop.customer({ name: 'School', email: 'office@s.example' })
  const file = [
    'customerNumber,name,email',
    'S-1,School,office@s.example',
    'S-2,Sports hall,office@s.example',
  ]
  const [first, second] = (await importing(file.slice(0, 2))).rows.concat(
    (await importing([file[0] ?? '', file[2] ?? ''])).rows,
  )
  expect(first).toMatchObject({ outcome: 'updated', customerId: here.id, changes: ['customerNumber'] })
  expect(second).toMatchObject({ outcome: 'created', customerNumber: 'S-2' })
  const again = await importing(file)
  expect(outcomes(again)).toEqual([
    [2, 'unchanged', 'CUST-0001'],
    [3, 'unchanged', 'S-2'],
  ])
})

test('an empty cell empties its field, a column that is left out leaves it, and required ones stay', async () => {
  const customer = await shop.customer({ name: 'Ann', notes: 'Rings twice', taxId: '12', tier: 'preferred' })
  const number = customer.customerNumber
  await importing(['customerNumber,taxId,tier,currency', `${number},,,`])
  expect(await shop.as('viewer').customers.show({ customerId: customer.id })).toMatchObject({
    ...{ name: 'Ann', notes: 'Rings twice', taxId: null, tier: 'preferred', version: 2 },
  })
  const result = await importing(['customerNumber,name', `${number},`])
  expect(refusals(result)).toEqual([[2, 'invalid_input', 'name']])
})

test('every rule of the screens holds, each refusal at its line and column, and the others come in', async () => {
  const used = await shop.customer({ name: 'Used' })
  await shop.draft({ customerId: used.id })
  const result = await importing([
    'customerNumber,name,email,phone,currency,tier,depositPercent,website,taxExemptionExpiresOn',
    ',Phone,,12,,,,,',
    ',Currency,,,KWD,,,,',
    ',Tier,,,,contract,,,',
    ',Deposit,,,,standard,30,,',
    ',Mail,nobody,,,,,,',
    ',Web,,,,,,ftp://x.example,',
    ',Date,,,,,,,2/28/2027',
    ',"a\u0000b",,,,,,,',
    `${used.customerNumber},Used,,,JPY,,,,`,
    ',Fine,,+44 20 7946 0000,GBP,contract,30.00,fine.example,2027-02-28',
  ])
  expect(refusals(result)).toEqual([
    [2, 'phone_not_valid', 'phone'],
    [3, 'currency_not_supported', 'defaultCurrency'],
    [4, 'invalid_input', 'contractDepositPercent'],
    [5, 'invalid_input', 'contractDepositPercent'],
    [6, 'invalid_input', 'email'],
    [7, 'invalid_input', 'website'],
    [8, 'invalid_input', 'taxExemptionExpiresOn'],
    [9, 'invalid_input', 'name'],
    [10, 'currency_fixed', 'defaultCurrency'],
  ])
  expect(result).toMatchObject({ created: 1, refused: 9 })
  expect((await everybody()).find(({ name }) => name === 'Fine')).toMatchObject({
    ...{
      phone: '+442079460000',
      defaultCurrency: 'GBP',
      contractDepositPercent: '30',
      website: 'https://fine.example',
    },
  })
})

test('a customer comes in whole or not at all: what is wrong is told at its row, and where it lies at the others', async () => {
  const before = await traces()
  const result = await importing([
    header,
    ...[
      ann,
      vera,
      row({ row: 'address', label: 'Shop', type: 'billing', line1: 'x', postalCode: '1', country: 'US' }),
    ],
    ...[row({ row: 'customer', name: 'Bob' }), vera, vera],
    ...[
      row({ row: 'customer', name: 'Cyd' }),
      vera,
      row({
        row: 'contact',
        email: 'w@a.example',
        firstName: 'W',
        lastName: 'X',
        role: 'BILLING',
        isPrimary: 'yes',
      }),
    ],
    ...[
      row({ row: 'customer', name: 'Dan' }),
      dock,
      row({ row: 'address', label: 'Hall', type: 'shipping', line1: 'y', isDefault: 'yes' }),
    ],
    ...[
      row({ row: 'customer', name: 'Eve' }),
      row({ row: 'address', label: 'Far', type: 'other', line1: 'z', country: 'XK' }),
    ],
    ...[
      row({ row: 'customer', name: 'Fay' }),
      row({
        row: 'contact',
        email: 'v@f.example',
        firstName: 'V',
        lastName: 'F',
        role: 'x',
        isPrimary: 'perhaps',
      }),
    ],
    ...[
      row({
        row: 'contact',
        customerNumber: 'CUST-0400',
        email: 'x@y.example',
        firstName: 'X',
        lastName: 'Y',
        role: 'z',
      }),
    ],
  ])
  expect(refusals(result).filter(([, , field]) => field !== null)).toEqual([
    [4, 'postal_code_not_valid', 'postalCode'],
    [7, 'email_taken', 'email'],
    [10, 'import_rows_contradict', 'isPrimary'],
    [13, 'import_rows_contradict', 'isDefault'],
    [15, 'country_not_known', 'country'],
    [17, 'invalid_input', 'isPrimary'],
    [18, 'not_found', 'customerNumber'],
  ])
  expect(result).toMatchObject({ created: 0, refused: 17 })
  expect(result.rows[0]).toMatchObject({
    code: 'postal_code_not_valid',
    reason: 'Line 4 of the same customer is refused, and a customer comes in whole or not at all.',
  })
  expect(await traces()).toEqual(before)
})

test('a customer of another company is nobody here', async () => {
  const other = await platen.found()
  const theirs = await other.customer({ name: 'Theirs', email: 'theirs@o.example' })
  await other.customer({ name: 'Second' })
  await platen.sql(`update invoicing.customers set customer_number = 'X-9' where id = $1`, [theirs.id])
  const result = await importing([
    header,
    row({
      row: 'contact',
      customerNumber: 'X-9',
      email: 'v@o.example',
      firstName: 'V',
      lastName: 'W',
      role: 'x',
    }),
  ])
  expect(refusals(result)).toEqual([[2, 'not_found', 'customerNumber']])
  expect((await importing(['name,email', 'Mine,theirs@o.example'])).created).toBe(1)
  expect((await other.as('viewer').customers.show({ customerId: theirs.id })).name).toBe('Theirs')
})

test('contacts are known by e-mail, addresses by type and label; marks are handed over', async () => {
  const { id: customerId, customerNumber } = await shop.customer({ name: 'Ann' })
  const client = shop.as('sales')
  const person = { customerId, lastName: 'Lind', role: 'billing' }
  await client.contacts.create({ ...person, firstName: 'Vera', email: 'vera@a.example', isPrimary: true })
  await client.contacts.create({ ...person, firstName: 'Omar', email: 'omar@a.example' })
  const place = { customerId, type: 'shipping' as const, line1: '1 Main Street', country: 'US' }
  await client.addresses.create({ ...place, label: 'Dock', isDefault: true })
  const file = [
    header,
    row({
      row: 'contact',
      customerNumber,
      email: 'OMAR@a.example',
      firstName: 'Omar',
      lastName: 'Said',
      role: 'Billing',
      isPrimary: 'yes',
    }),
    row({
      row: 'contact',
      email: 'vera@a.example',
      firstName: 'Vera',
      lastName: 'Lind',
      role: 'billing',
      isPrimary: 'no',
    }),
    row({
      row: 'address',
      label: 'DOCK',
      type: 'shipping',
      line1: '2 Main Street',
      country: 'US',
      isDefault: '',
    }),
    row({ row: 'address', label: 'Hall', type: 'shipping', line1: '3 Main Street', isDefault: 'yes' }),
  ]
  const result = await importing(file)
  expect(result.rows.map(({ outcome, changes }) => [outcome, changes])).toEqual([
    ['updated', ['lastName', 'email', 'role', 'isPrimary']],
    ['unchanged', []],
    ['updated', ['label', 'line1']],
    ['created', []],
  ])
  const contacts = (await client.contacts.list({ customerId })).data
  expect(contacts.map(({ firstName, isPrimary }) => [firstName, isPrimary])).toEqual([
    ['Omar', true],
    ['Vera', false],
  ])
  const addresses = (await client.addresses.list({ customerId })).data
  expect(addresses.map(({ label, line1, isDefault }) => [label, line1, isDefault])).toEqual([
    ['Hall', '3 Main Street', true],
    ['DOCK', '2 Main Street', false],
  ])
  expect((await importing(file)).unchanged).toBe(4)
  await client.addresses.create({ ...place, label: 'Dock' })
  const ambiguous = await importing([
    header,
    row({ row: 'address', customerNumber, label: 'dock', type: 'shipping', line1: '9' }),
  ])
  expect(refusals(ambiguous)).toEqual([[2, 'import_match_ambiguous', 'label']])
})

test('what somebody new needs is asked for at its column', async () => {
  const { customerNumber } = await shop.customer({ name: 'Ann' })
  const contact = await importing([
    'row,customerNumber,email,role',
    `contact,${customerNumber},v@a.example,billing`,
  ])
  expect(refusals(contact)).toEqual([[2, 'invalid_input', 'firstName']])
  const address = await importing([
    'row,customerNumber,type,label,city',
    `address,${customerNumber},billing,Shop,Ithaca`,
  ])
  expect(refusals(address)).toEqual([[2, 'invalid_input', 'line1']])
  const inline = await importing(['customerNumber,city', `${customerNumber},Ithaca`])
  expect(refusals(inline)).toEqual([[2, 'invalid_input', 'line1']])
  const nobody = await importing(['customerNumber,taxId', 'OLD-99,12'])
  expect(refusals(nobody)).toEqual([[2, 'not_found', 'customerNumber']])
  const long = await importing(['customerNumber,name', `${'9'.repeat(31)},Long`])
  expect(refusals(long)).toEqual([[2, 'invalid_input', 'customerNumber']])
})

test('the status follows the rules of a change of status, and its permission', async () => {
  const { id: customerId, customerNumber } = await shop.customer({ name: 'Ann' })
  const file = (status: string, reason = '') => [
    'customerNumber,status,statusReason',
    `${customerNumber},${status},${reason}`,
  ]
  expect(refusals(await importing(file('blocked')))).toEqual([[2, 'reason_required', 'reason']])
  expect((await importing(file('Blocked', 'Checks bounce'))).rows[0]?.changes).toEqual(['status'])
  expect(await shop.as('viewer').customers.show({ customerId })).toMatchObject({
    ...{ status: 'blocked', statusReason: 'Checks bounce' },
  })
  expect((await importing(file('blocked', 'Other words'))).unchanged).toBe(1)
  expect(refusals(await importing(file('inactive')))).toEqual([[2, 'transition_not_allowed', null]])
  expect(refusals(await importing(file('active')))).toEqual([[2, 'approval_required', 'approvalReference']])
  const { userId, cookie } = await shop.person('sales')
  await shop.as('owner').members.update({ userId, extraPermissions: ['accounting.import.run'] })
  const { id: other, customerNumber: number } = await shop.customer({ name: 'Bob' })
  const csv = `customerNumber,status\n${number},inactive`
  const reply = await platen.request<CustomerImportResult>('POST', '/api/v1/import/customers', {
    cookie,
    body: { csv },
  })
  expect(refusals(reply.body)).toEqual([[2, 'forbidden', 'status']])
  expect((await shop.as('viewer').customers.show({ customerId: other })).status).toBe('active')
  const made = await importing(['name,status,statusReason', 'New,inactive,Moved away'])
  expect(made.created).toBe(1)
  expect((await shop.as('viewer').customers.list({ q: 'New' })).data[0]).toMatchObject({
    ...{ status: 'inactive', statusReason: 'Moved away' },
  })
})

test('over HTTP as JSON or as the file itself; what is no file is refused as a whole', async () => {
  const key = shop.key('accountant')
  const send = (request: object, query = '') =>
    platen.request<CustomerImportResult>('POST', `/api/v1/import/customers${query}`, { key, ...request })
  const asFile = {
    raw: '\uFEFFName;E-Mail\r\nZoë;zoe@z.example\r\n',
    headers: { 'content-type': 'text/csv; charset=utf-8' },
  }
  expect((await send(asFile, '?dryRun=true')).body).toMatchObject({ created: 1, rows: [{ label: 'Zoë' }] })
  expect(await everybody()).toEqual([])
  expect((await send(asFile)).body.created).toBe(1)
  expect((await send({ body: { csv: 'name,email\nZoë,zoe@z.example' } })).body.unchanged).toBe(1)
  expectProblem(await send({ body: { csv: 'name,fax\nAnn,1' } }), 'invalid_input', 'csv')
  expectProblem(await send({ body: { csv: 'name\n"Ann' } }), 'malformed', 'csv')
  expectProblem(await send({ body: { csv: '' } }), 'invalid_input', 'csv')
  expectProblem(await send({ raw: '{"csv":"name\\n\\ud800"}' }), 'invalid_input', 'csv')
  expectProblem(await send({ body: { csv: `name\n${'A\n'.repeat(2_001)}` } }), 'too_large', 'csv')
  const sales = shop.key('sales')
  expectProblem(
    await platen.request('POST', '/api/v1/import/customers', { key: sales, body: { csv: 'name\nX' } }),
    'forbidden',
  )
})

test('the same request under one key acts once, and gives the first answer again', async () => {
  const csv = [
    'name,phone',
    ...Array.from({ length: 12 }, (_, index) => `Customer ${index},`),
    'Wrong,12',
  ].join('\n')
  const marked = shop.as('accountant', { idempotencyKey: 'file-1' })
  const replies = await Promise.all([1, 2, 3].map(() => marked.import.customers({ csv })))
  for (const reply of replies) expect(reply).toEqual(replies[0])
  expect(replies[0]).toMatchObject({ created: 12, refused: 1 })
  expect(await everybody()).toHaveLength(12)
  await expectRefused(marked.import.customers({ csv: 'name\nOther' }), 'idempotency_key_reused')
})

test('two imports of one file at once make nobody twice, whether they bring numbers or not', async () => {
  const people = Array.from({ length: 24 }, (_, index) => {
    const number =
      index % 3 === 0 ? `CUST-${String(index + 3).padStart(4, '0')}` : index % 3 === 1 ? `OLD-${index}` : ''
    return `${number},Customer ${index},c${index}@x.example`
  })
  const csv = ['customerNumber,name,email', ...people].join('\n')
  const both = await Promise.all([1, 2].map(() => shop.as('accountant').import.customers({ csv })))
  expect(both.map(({ refused }) => refused)).toEqual([0, 0])
  expect(both.reduce((sum, { created }) => sum + created, 0)).toBe(24)
  expect(await everybody()).toHaveLength(24)
  expect((await importing(csv.split('\n'))).unchanged).toBe(24)
  expect(await verifyCompany(platen.platen.pool, platen.platen.clock, shop.id)).toEqual([])
})
