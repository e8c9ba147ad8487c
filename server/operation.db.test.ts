import { call } from '@orpc/server'
import { beforeAll, expect, test } from 'vitest'
import { contract } from '../contract/contract.ts'
import { type Permission, type Role, roles } from '../contract/permissions.ts'
import type { Transaction } from '../database/transaction.ts'
import { newCustomer } from '../invoicing/customers/customer-content.ts'
import { insertCustomer, readCustomer } from '../invoicing/customers/customers.sql.ts'
import {
  type Client,
  expectRefused,
  oneLine,
  refusalOf,
  type TestCompany,
  testPlaten,
} from '../tests/support/api.ts'

import { type Entrance, implementing } from './operation.ts'

const platen = testPlaten()
let shop: TestCompany
let other: TestCompany

beforeAll(async () => {
  shop = await platen.found()
  other = await platen.found()
})

async function countsOf(company: TestCompany): Promise<Record<string, string>> {
  const [row] = await platen.sql<Record<string, string>>(
    `select (select count(*) from invoicing.customers where company_id = $1) as customers,
      (select count(*) from invoicing.invoices where company_id = $1) as invoices,
      (select count(*) from invoicing.payments where company_id = $1) as payments,
      (select count(*) from invoicing.receivable_entries where company_id = $1) as entries,
      (select count(*) from invoicing.audit_entries where company_id = $1) as audit,
      (select count(*) from invoicing.idempotency_keys where company_id = $1) as keys,
      (select string_agg(series || next_value, ',' order by series) from invoicing.number_counters where company_id = $1) as numbers`,
    [company.id],
  )
  return row ?? {}
}

/** Every operation of a company with an input that its rules let through as far as the permission. */
function everyOperation(client: Client, id: string): Record<string, () => Promise<unknown>> {
  return {
    'company.show': () => client.company.show(),
    'company.update': () => client.company.update({ version: 99 }),
    'company.raiseNumber': () => client.company.raiseNumber({ series: 'invoice', next: 1 }),
    'members.list': () => client.members.list(),
    'members.add': () => client.members.add({ email: 'x@y.example', name: 'X', role: 'owner' }),
    'members.update': () => client.members.update({ userId: id }),
    'members.remove': () => client.members.remove({ userId: id }),
    'apiKeys.list': () => client.apiKeys.list(),
    'apiKeys.create': () => client.apiKeys.create({ name: 'x', role: 'viewer' }),
    'apiKeys.revoke': () => client.apiKeys.revoke({ apiKeyId: id }),
    'customers.list': () => client.customers.list({}),
    'customers.export': () => client.customers.export({}),
    'customers.create': () => client.customers.create({ name: 'X', phone: 'none' }),
    'customers.show': () => client.customers.show({ customerId: id }),
    'customers.update': () => client.customers.update({ customerId: id, version: 1 }),
    'customers.setStatus': () => client.customers.setStatus({ customerId: id, status: 'inactive' }),
    'customers.remove': () => client.customers.remove({ customerId: id }),
    'customers.balance': () => client.customers.balance({ customerId: id }),
    'contacts.list': () => client.contacts.list({ customerId: id }),
    'contacts.create': () =>
      client.contacts.create({
        customerId: id,
        firstName: 'X',
        lastName: 'Y',
        email: 'x@y.example',
        role: 'z',
      }),
    'contacts.update': () => client.contacts.update({ customerId: id, contactId: id, version: 1 }),
    'contacts.remove': () => client.contacts.remove({ customerId: id, contactId: id }),
    'addresses.list': () => client.addresses.list({ customerId: id }),
    'addresses.create': () =>
      client.addresses.create({ customerId: id, label: 'X', type: 'other', line1: 'Y', country: 'US' }),
    'addresses.update': () => client.addresses.update({ customerId: id, addressId: id, version: 1 }),
    'addresses.remove': () => client.addresses.remove({ customerId: id, addressId: id }),
    'groups.list': () => client.groups.list(),
    'groups.create': () => client.groups.create({ name: 'X' }),
    'groups.update': () => client.groups.update({ groupId: id, version: 1 }),
    'groups.remove': () => client.groups.remove({ groupId: id }),
    'groups.addMember': () => client.groups.addMember({ groupId: id, customerId: id }),
    'groups.removeMember': () => client.groups.removeMember({ groupId: id, customerId: id }),
    'communications.list': () => client.communications.list({ customerId: id }),
    'communications.create': () =>
      client.communications.create({ customerId: id, channel: 'phone', direction: 'inbound' }),
    'communications.remove': () => client.communications.remove({ customerId: id, communicationId: id }),
    'activity.show': () => client.activity.show({ customerId: id }),
    'activity.updateInvoice': () =>
      client.activity.updateInvoice({ customerId: id, invoiceId: id, version: 1 }),
    'quotes.list': () => client.quotes.list({}),
    'quotes.create': () => client.quotes.create({ customerId: id, lineItems: oneLine('1.00') }),
    'quotes.show': () => client.quotes.show({ quoteId: id }),
    'quotes.showRevision': () => client.quotes.showRevision({ quoteId: id, revision: 1 }),
    'quotes.update': () => client.quotes.update({ quoteId: id, version: 1 }),
    'quotes.send': () => client.quotes.send({ quoteId: id }),
    'quotes.accept': () => client.quotes.accept({ quoteId: id }),
    'quotes.decline': () => client.quotes.decline({ quoteId: id }),
    'quotes.revise': () => client.quotes.revise({ quoteId: id }),
    'quotes.deposit': () => client.quotes.deposit({ quoteId: id, amount: '1.00', method: 'cash' }),
    'quotes.duplicate': () => client.quotes.duplicate({ quoteId: id }),
    'jobs.list': () => client.jobs.list({}),
    'jobs.create': () => client.jobs.create({ customerId: id, title: 'X' }),
    'jobs.show': () => client.jobs.show({ jobId: id }),
    'jobs.update': () => client.jobs.update({ jobId: id, version: 1 }),
    'invoices.list': () => client.invoices.list({}),
    'invoices.stats': () => client.invoices.stats({}),
    'invoices.create': () => client.invoices.create({ customerId: id, lineItems: oneLine('1.00') }),
    'invoices.show': () => client.invoices.show({ invoiceId: id }),
    'invoices.update': () => client.invoices.update({ invoiceId: id, version: 1 }),
    'invoices.send': () => client.invoices.send({ invoiceId: id }),
    'invoices.void': () => client.invoices.void({ invoiceId: id, reason: 'x' }),
    'invoices.markPaid': () => client.invoices.markPaid({ invoiceId: id, method: 'cash' }),
    'invoices.sendMany': () => client.invoices.sendMany({ invoiceIds: [id] }),
    'invoices.markManyPaid': () => client.invoices.markManyPaid({ invoiceIds: [id], method: 'cash' }),
    'invoices.payments': () => client.invoices.payments({ invoiceId: id }),
    'invoices.changes': () => client.invoices.changes({ invoiceId: id }),
    'invoices.auditLog': () => client.invoices.auditLog({ invoiceId: id }),
    'payments.list': () => client.payments.list({}),
    'payments.show': () => client.payments.show({ paymentId: id }),
    'payments.record': () => client.payments.record({ invoiceId: id, amount: '1.00', method: 'cash' }),
    'payments.receive': () => client.payments.receive({ customerId: id, amount: '1.00', method: 'cash' }),
    'payments.allocate': () => client.payments.allocate({ paymentId: id }),
    'payments.releaseAllocation': () =>
      client.payments.releaseAllocation({ paymentId: id, allocationId: id }),
    'payments.reverse': () => client.payments.reverse({ paymentId: id, reason: 'x' }),
    'payments.refund': () => client.payments.refund({ paymentId: id }),
    'reminders.list': () => client.reminders.list({ invoiceId: id }),
    'reminders.send': () => client.reminders.send({ invoiceId: id }),
    'reminders.sendMany': () => client.reminders.sendMany({ invoiceIds: [id] }),
    'messages.list': () => client.messages.list({}),
    'messages.show': () => client.messages.show({ messageId: id }),
    'refunds.list': () => client.refunds.list({}),
    'refunds.show': () => client.refunds.show({ refundId: id }),
    'credit.show': () => client.credit.show({ customerId: id }),
    'credit.apply': () => client.credit.apply({ customerId: id }),
    'credit.refund': () => client.credit.refund({ customerId: id }),
    'invoiceNotes.list': () => client.invoiceNotes.list({ invoiceId: id }),
    'invoiceNotes.create': () => client.invoiceNotes.create({ invoiceId: id, body: 'x' }),
    'invoiceNotes.remove': () => client.invoiceNotes.remove({ invoiceId: id, noteId: id }),
    'invoiceNotes.restore': () => client.invoiceNotes.restore({ invoiceId: id, noteId: id }),
    'creditMemoNotes.list': () => client.creditMemoNotes.list({ creditMemoId: id }),
    'creditMemoNotes.create': () => client.creditMemoNotes.create({ creditMemoId: id, body: 'x' }),
    'creditMemoNotes.remove': () => client.creditMemoNotes.remove({ creditMemoId: id, noteId: id }),
    'creditMemoNotes.restore': () => client.creditMemoNotes.restore({ creditMemoId: id, noteId: id }),
    'creditMemos.list': () => client.creditMemos.list({}),
    'creditMemos.show': () => client.creditMemos.show({ creditMemoId: id }),
    'creditMemos.create': () =>
      client.creditMemos.create({ invoiceId: id, reason: 'returns', shipping: '1.00' }),
    'creditMemos.void': () => client.creditMemos.void({ creditMemoId: id, reason: 'x' }),
    'creditMemos.allocate': () => client.creditMemos.allocate({ creditMemoId: id }),
    'creditMemos.releaseAllocation': () =>
      client.creditMemos.releaseAllocation({ creditMemoId: id, allocationId: id }),
    'writeOffs.create': () => client.writeOffs.create({ invoiceId: id, reason: 'x' }),
    'creditLimits.list': () => client.creditLimits.list({ customerId: id }),
    'creditLimits.create': () => client.creditLimits.create({ customerId: id, limitAmount: '1.00' }),
    'creditLimits.setStatus': () =>
      client.creditLimits.setStatus({ customerId: id, creditLimitId: id, status: 'revoked' }),
    'statements.list': () => client.statements.list({ customerId: id }),
    'statements.create': () => client.statements.create({ customerId: id, ...period }),
    'statements.show': () => client.statements.show({ customerId: id, statementId: id }),
    'statements.csv': () => client.statements.csv({ customerId: id, statementId: id }),
    'statements.run': () => client.statements.run({ ...period, customers: [id] }),
    'agingSnapshots.list': () => client.agingSnapshots.list({ customerId: id }),
    'agingSnapshots.create': () => client.agingSnapshots.create({ customerId: id }),
    'customers.summary': () => client.customers.summary({ customerId: id }),
    'customers.entries': () => client.customers.entries({ customerId: id }),
    'dashboard.activity': () => client.dashboard.activity({}),
    'dashboard.deposits': () => client.dashboard.deposits({}),
    'dashboard.moneyIn': () => client.dashboard.moneyIn({}),
    'invoices.entries': () => client.invoices.entries({ invoiceId: id }),
    'invoices.pdf': () => client.invoices.pdf({ invoiceId: id }),
    'reports.entries': () => client.reports.entries({}),
    'reports.agingCsv': () => client.reports.agingCsv({}),
    'reports.agingOfCustomer': () => client.reports.agingOfCustomer({ customerId: id }),
    'statements.pdf': () => client.statements.pdf({ customerId: id, statementId: id }),
    'reports.statementOfAccount': () =>
      client.reports.statementOfAccount({ customerId: id, from: '2026-11-01' }),
    'reports.statementOfAccountCsv': () =>
      client.reports.statementOfAccountCsv({ customerId: id, from: '2026-11-01' }),
    'reports.revenue': () => client.reports.revenue(days),
    'reports.revenueCsv': () => client.reports.revenueCsv(days),
    'reports.salesTax': () => client.reports.salesTax(days),
    'reports.salesTaxCsv': () => client.reports.salesTaxCsv(days),
    'system.show': () => client.system.show(),
    'verification.show': () => client.verification.show(),
    'verification.run': () => client.verification.run({}),
    'reports.lateItems': () => client.reports.lateItems({}),
    'reports.aging': () => client.reports.aging({}),
    'import.customers': () => client.import.customers({ csv: 'name\nX' }),
    'import.customer': () => client.import.customer({ name: 'X' }),
    'import.receivables': () => client.import.receivables({ rows: [importRow] }),
    'audit.actors': () => client.audit.actors(),
    'audit.csv': () => client.audit.csv({}),
    'audit.head': () => client.audit.head(),
    'backfills.list': () => client.backfills.list(),
    'backfills.run': () => client.backfills.run({ name: 'customer-invoices', runId: id }),
    'audit.list': () => client.audit.list({}),
  }
}

const period = { periodStart: '2026-10-01', periodEnd: '2026-10-31' }
const days = { from: '2026-11-01', to: '2026-11-30' }
const importRow = {
  line: 1,
  customer: 'X',
  customerName: null,
  invoiceNumber: 'X1',
  issueDate: '2199-01-01',
  dueDate: '2199-01-01',
  amount: '1.00',
  paidDate: null,
  paidAmount: null,
}
const emptyCustomer = newCustomer('X', 'USD')
const unknownId = '00000000-0000-4000-8000-000000000000'

const permissionOf = new Map<string, string>(
  Object.entries(contract).flatMap(([noun, operations]) =>
    Object.entries(operations).map(([verb, operation]) => [
      `${noun}.${verb}`,
      operation['~orpc'].meta.permission,
    ]),
  ),
)

test('the list of operations below is whole', () => {
  const ofCompanies = [...permissionOf]
    .filter(([, permission]) => permission.includes('.'))
    .map(([name]) => name)
  expect(Object.keys(everyOperation(shop.as('owner'), unknownId)).sort()).toEqual(ofCompanies.sort())
})

const mayNot: Record<Role, RegExp> = {
  owner: /^$/,
  admin: /^$/,
  accountant:
    /^company\.(?!settings\.read|members\.read)|^accounting\.(books\.close|customers\.unblock|invoices\.override_credit)$/,
  sales:
    /^company\.(?!settings\.read|members\.read)|^accounting\.(books\.close|customers\.manage_(status|credit)|invoices\.(void|credit|write_off)|payments\.(reverse|refund)|statements\.write|import\.run)$/,
  viewer:
    /\.(write|send|void|credit|write_off|reverse|refund|run|close|manage|manage_contacts|manage_status|manage_credit)$/,
}

test.each(roles)('%s: every operation is open or forbidden as the role says', async (role) => {
  for (const [name, run] of Object.entries(everyOperation(shop.as(role, { dryRun: true }), unknownId))) {
    const permission = permissionOf.get(name) ?? ''
    const code = await run().then(
      () => 'done',
      async (error) => (await refusalOf(Promise.reject(error))).code,
    )
    const forbidden = mayNot[role].test(permission)
    if (forbidden) expect([name, code]).toEqual([name, 'forbidden'])
    // Only an owner may make an owner: that refusal is the rule's, not the permission's.
    else if (!(name === 'members.add' && role === 'admin'))
      expect([name, code]).not.toEqual([name, 'forbidden'])
  }
})

test('a further permission by name opens one operation more', async () => {
  const { userId, cookie } = await shop.person('sales')
  const { id } = await shop.draft()
  const voiding = () =>
    platen.request('POST', `/api/v1/invoices/${id}/void`, { cookie, body: { reason: 'Wrong customer' } })
  expect((await voiding()).status).toBe(403)
  const extraPermissions: Permission[] = ['accounting.invoices.void']
  await shop.as('owner').members.update({ userId, extraPermissions })
  expect((await voiding()).status).toBe(200)
})

test('without a caller nothing of a company is open', async () => {
  for (const path of ['/company', '/customers', '/invoices', '/audit-log', '/session'])
    expect((await platen.request('GET', `/api/v1${path}`)).status).toBe(401)
})

test('a foreign id and an unknown id get the same answer, word for word', async () => {
  const customer = await other.customer()
  const invoice = await other.sent()
  const payment = await other.pay(invoice.id, '10.00')
  const memo = await other.as('owner').creditMemos.create({
    invoiceId: invoice.id,
    reason: 'returns',
    lineItems: [{ lineItemId: invoice.lineItems[0]?.id ?? '', amount: '10.00' }],
  })
  const { userId } = await other.person('admin')
  const quote = await other.acceptedQuote()
  const job = await other.as('owner').jobs.create({ quoteId: quote.id })
  const [key] = (await other.as('owner').apiKeys.list()).data
  const foreign: Record<string, string> = {
    customers: customer.id,
    invoices: invoice.id,
    payments: payment.id,
    creditMemos: memo.id,
    quotes: quote.id,
    jobs: job.id,
    members: userId,
    apiKeys: key?.id ?? '',
  }
  const aboutAnother: Record<string, string> = {
    'payments.record': 'invoices',
    'payments.receive': 'customers',
    'reports.agingOfCustomer': 'customers',
    'reports.statementOfAccount': 'customers',
    'reports.statementOfAccountCsv': 'customers',
    'reminders.list': 'invoices',
    'reminders.send': 'invoices',
    'creditMemos.create': 'invoices',
    'writeOffs.create': 'invoices',
    'credit.show': 'customers',
    'credit.apply': 'customers',
    'credit.refund': 'customers',
  }
  for (const [name, run] of Object.entries(everyOperation(shop.as('owner'), unknownId))) {
    const id = foreign[aboutAnother[name] ?? name.split('.')[0] ?? '']
    // A batch tells of each row; the proof of tenancy looks at those.
    const isPassed =
      /\.(list|export|stats|add|create|sendMany|markManyPaid)$/.test(name) && !(name in aboutAnother)
    if (!id || isPassed) continue
    const own = everyOperation(shop.as('owner'), id)[name]
    const answers = [await refusalOf(run()), await refusalOf(own?.() ?? Promise.reject())]
    expect([name, answers[0]]).toEqual([name, expect.objectContaining({ code: 'not_found', status: 404 })])
    expect([name, answers[1]]).toEqual([name, answers[0]])
  }
  const create = (customerId: string) =>
    refusalOf(shop.as('owner').invoices.create({ customerId, lineItems: oneLine('1.00') }))
  expect(await create(customer.id)).toEqual(await create(unknownId))
  expect((await other.as('owner').invoices.show({ invoiceId: invoice.id })).balanceDue).toBe('80.00')
})

test('lists, sums and the audit log of one company show nothing of another', async () => {
  const apart = await platen.found()
  const client = apart.as('owner')
  expect((await client.invoices.list({})).data).toEqual([])
  expect((await client.customers.list({ q: 'river' })).data).toEqual([])
  expect((await client.payments.list({})).data).toEqual([])
  expect((await client.reports.aging({})).totals.balance).toBe('0.00')
  const { data } = await client.audit.list({})
  expect(new Set(data.map(({ entity }) => entity))).toEqual(new Set(['company', 'api_key']))
})

test('a dry run answers as if, takes no number, and leaves every table as it was', async () => {
  const customer = await shop.customer()
  const draft = await shop.draft({ customerId: customer.id })
  const sent = await shop.sent({ customerId: customer.id })
  const before = await countsOf(shop)
  const trial = shop.as('owner', { dryRun: true, idempotencyKey: 'never kept' })
  const next = await trial.invoices.create({ customerId: customer.id, lineItems: oneLine('7.00') })
  expect(next).toMatchObject({ invoiceNumber: null, status: 'draft', total: '7.00' })
  expect(await trial.customers.create({ name: 'Nobody' })).toMatchObject({ customerNumber: null })
  expect(await trial.invoices.send({ invoiceId: draft.id })).toMatchObject({ status: 'sent' })
  expect(await trial.payments.record({ invoiceId: sent.id, amount: '100.00', method: 'cash' })).toMatchObject(
    {
      amount: '100.00',
    },
  )
  expect(await trial.invoices.void({ invoiceId: sent.id, reason: 'No' })).toMatchObject({ status: 'void' })
  expect(await trial.customers.update({ customerId: customer.id, version: 1, name: 'Else' })).toMatchObject({
    name: 'Else',
  })
  expect(await trial.company.update({ version: 1, taxRate: '5' })).toMatchObject({ taxRate: '5' })
  expect(await trial.company.update({ version: 1, booksClosedOn: '2026-10-31' })).toMatchObject({
    booksClosedOn: '2026-10-31',
  })
  expect(await trial.company.raiseNumber({ series: 'invoice', next: 900 })).toMatchObject({
    numberSeries: expect.arrayContaining([expect.objectContaining({ nextNumber: 'INV-0900' })]),
  })
  expect(await trial.apiKeys.create({ name: 'x', role: 'viewer' })).toMatchObject({ role: 'viewer' })
  const invited = await trial.members.add({ email: 'dry@run.example', name: 'Dry', role: 'viewer' })
  expect(invited.invitationUrl).toBeNull()
  const imported = await trial.import.receivables({
    rows: [{ ...importRow, issueDate: '2026-01-01', dueDate: '2026-01-31' }],
  })
  expect(imported.created).toBe(1)
  expect(await countsOf(shop)).toEqual(before)
  expect(await shop.as('owner').invoices.show({ invoiceId: draft.id })).toEqual(draft)
  const members = (await shop.as('owner').members.list()).data
  expect(members.map(({ email }) => email)).not.toContain('dry@run.example')
})

test('a dry run refuses what the real run would', async () => {
  const sent = await shop.sent()
  const trial = shop.as('owner', { dryRun: true })
  await expectRefused(
    trial.payments.record({ invoiceId: sent.id, amount: '100.01', method: 'cash' }),
    'payment_exceeds_balance',
    'amount',
  )
})

test('the same key and body give the first answer again and act once', async () => {
  const customer = await shop.customer()
  const before = await countsOf(shop)
  const once = shop.as('sales', { idempotencyKey: 'draft-1' })
  const input = { customerId: customer.id, lineItems: oneLine('12.00') }
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => once.invoices.create(input)))
  answers.push(await once.invoices.create(input))
  for (const answer of answers) expect(answer).toEqual(answers[0])
  const after = await countsOf(shop)
  expect(Number(after.invoices) - Number(before.invoices)).toBe(1)
  expect(Number(after.audit) - Number(before.audit)).toBe(1)
})

test('the order of fields in the body does not matter, another body is refused', async () => {
  const send = (body: unknown) =>
    platen.request('POST', '/api/v1/customers', {
      key: shop.key('sales'),
      headers: { 'idempotency-key': 'customer-1' },
      body,
    })
  const first = await send({ name: 'Key Shop', email: 'a@b.example' })
  const again = await send({ email: 'a@b.example', name: 'Key Shop' })
  expect([first.status, again.status, again.body]).toEqual([201, 201, first.body])
  const otherBody = await send({ name: 'Key Shop', email: 'other@b.example' })
  expect(otherBody.body).toMatchObject({ code: 'idempotency_key_reused', status: 409 })
})

test('a key belongs to one caller, one operation and one company', async () => {
  const customer = await shop.customer()
  const input = { customerId: customer.id, lineItems: oneLine('3.00') }
  const marks = { idempotencyKey: 'shared' }
  const ids = [
    (await shop.as('owner', marks).invoices.create(input)).id,
    (await shop.as('admin', marks).invoices.create(input)).id,
    (await shop.as('owner', marks).customers.create({ name: 'Same key, other operation' })).id,
    (await other.as('owner', marks).customers.create({ name: 'Same key, other company' })).id,
  ]
  expect(new Set(ids).size).toBe(4)
})

test('a refusal frees the key', async () => {
  const sent = await shop.sent()
  const marked = shop.as('sales', { idempotencyKey: 'payment-1' })
  const pay = (amount: string) => marked.payments.record({ invoiceId: sent.id, amount, method: 'cash' })
  await expectRefused(pay('100.01'), 'payment_exceeds_balance')
  await expectRefused(pay('100.01'), 'payment_exceeds_balance')
  expect((await pay('100.00')).amount).toBe('100.00')
  await expectRefused(pay('50.00'), 'idempotency_key_reused')
})

test('a key that is empty or too long is refused', async () => {
  for (const idempotencyKey of ['', 'k'.repeat(201)]) {
    await expectRefused(shop.as('owner', { idempotencyKey }).customers.create({ name: 'X' }), 'malformed')
  }
})

test('a reply with a secret is not kept: the repeat acts no second time and says so', async () => {
  const marked = shop.as('owner', { idempotencyKey: 'secret' })
  const { key } = await marked.apiKeys.create({ name: 'A', role: 'viewer' })
  await expectRefused(marked.apiKeys.create({ name: 'A', role: 'viewer' }), 'idempotency_key_reused')
  const { data } = await shop.as('owner').apiKeys.list()
  expect(data.filter(({ name }) => name === 'A')).toHaveLength(1)
  const kept = await platen.sql<{ response: unknown }>(
    `select response from invoicing.idempotency_keys where operation = 'apiKeys.create' and key = 'secret'`,
  )
  expect(JSON.stringify(kept)).not.toContain(key)
})

test('every change has exactly one audit entry, with actor, door, before and after', async () => {
  const apart = await platen.found()
  const client = apart.as('accountant')
  const entries = async () => (await client.audit.list({})).data
  const standing = (await entries()).length
  const steps: { run: () => Promise<unknown>; expected: Record<string, unknown> }[] = []
  const customer = await client.customers.create({ name: 'Audited' })
  const draft = await client.invoices.create({ customerId: customer.id, lineItems: oneLine('50.00') })
  steps.push(
    {
      run: () => client.customers.update({ customerId: customer.id, version: 1, name: 'Renamed' }),
      expected: {
        operation: 'customers.update',
        label: 'CUST-0001',
        before: { name: 'Audited', version: 1 },
      },
    },
    {
      run: () => client.invoices.update({ invoiceId: draft.id, version: 1, shipping: '5.00' }),
      expected: { operation: 'invoices.update', before: { shipping: '0.00', total: '50.00' } },
    },
    {
      run: () => client.invoices.send({ invoiceId: draft.id }),
      expected: { operation: 'invoices.send', before: { status: 'draft' } },
    },
    {
      run: () => client.payments.record({ invoiceId: draft.id, amount: '20.00', method: 'ach' }),
      expected: { operation: 'payments.record', before: null, entity: 'payment' },
    },
    {
      run: () => client.invoices.void({ invoiceId: draft.id, reason: 'Printed twice' }),
      expected: { operation: 'invoices.void', reason: 'Printed twice', before: { amountPaid: '$20.00' } },
    },
  )
  for (const { run, expected } of steps) {
    const before = (await entries()).length
    await run()
    const after = await entries()
    expect(after.length - before).toBe(1)
    expect(after[0]).toMatchObject({ actor: 'Key of accountant', door: 'rest', ...expected })
  }
  const made = (await entries()).slice(0, -standing).reverse()
  expect(made.map(({ operation }) => operation)).toEqual([
    'customers.create',
    'invoices.create',
    ...steps.map(({ expected }) => expected.operation),
  ])
})

test('a refused change leaves no audit entry', async () => {
  const before = await countsOf(shop)
  await expectRefused(
    shop.as('owner').customers.create({ name: 'X', phone: '12' }),
    'phone_not_valid',
    'phone',
  )
  expect(await countsOf(shop)).toEqual(before)
})

test('a write without an audit entry, and a reply that breaks the contract, undo their effect', async () => {
  const before = await countsOf(shop)
  const context: Entrance = { platen: platen.platen, caller: shop.caller('owner'), door: 'rest' }
  const insert = (tx: Transaction) =>
    insertCustomer(tx, 'CUST-9000', emptyCustomer, shop.caller('owner').userId)
  const silent = implementing.customers.create.handler(async ({ context: { tx, today } }) =>
    readCustomer(tx, await insert(tx), today),
  )
  const broken = implementing.customers.create.handler(async ({ context: { tx, today, audit } }) => {
    const entityId = await insert(tx)
    audit.record({ entity: 'customer', entityId })
    return { ...(await readCustomer(tx, entityId, today)), id: 'no uuid' }
  })
  await expectRefused(call(silent, { name: 'X' }, { context }), 'internal')
  await expectRefused(call(broken, { name: 'X' }, { context }), 'internal')
  expect(await countsOf(shop)).toEqual(before)
})

test('a transaction that met a deadlock is run again, and told as busy when that does not help', async () => {
  const deadlocks = (times: number) =>
    platen.sql(
      `create or replace function public.deadlock() returns trigger language plpgsql as $$
        begin
          if nextval('public.deadlocks') <= ${times} then raise exception 'deadlock' using errcode = '40P01'; end if;
          return new;
        end $$`,
    )
  await platen.sql('create sequence public.deadlocks')
  await platen.sql('grant usage on sequence public.deadlocks to platen_app')
  await deadlocks(2)
  await platen.sql(
    'create trigger deadlock before insert on invoicing.customers for each row execute function public.deadlock()',
  )
  try {
    expect(await shop.as('owner').customers.create({ name: 'Third time lucky' })).toMatchObject({
      version: 1,
    })
    await deadlocks(1000)
    await expectRefused(shop.as('owner').customers.create({ name: 'Never' }), 'busy')
  } finally {
    await platen.sql('drop trigger deadlock on invoicing.customers')
  }
})
