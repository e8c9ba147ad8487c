import { beforeAll, describe, expect, test } from 'vitest'
import type { Invoice } from '../../contract/invoices.ts'
import { seeded } from '../../seed/random.ts'
import {
  expectProblem,
  expectRefused,
  oneLine,
  type TestCompany,
  testDay,
  testPlaten,
} from '../../tests/support/api.ts'
import { verifyCompany } from '../verification/verify-company.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
})

const activityOf = (customerId: string) => shop.as('viewer').activity.show({ customerId })

/** The one entry of a customer. */
async function entryOf(invoice: Pick<Invoice, 'customerId'>) {
  const { invoices } = await activityOf(invoice.customerId)
  expect(invoices).toHaveLength(1)
  const [entry] = invoices
  if (!entry) throw new Error('The customer has no entry')
  return entry
}

const edit = (invoice: Invoice, change: object, version = 1) =>
  shop
    .as('sales')
    .activity.updateInvoice({ customerId: invoice.customerId, invoiceId: invoice.id, version, ...change })

const broken = () => verifyCompany(platen.platen.pool, platen.platen.clock, shop.id)

describe('the entry of an invoice follows', () => {
  test('from draft to paid', async () => {
    const draft = await shop.draft({ amount: '80.00' })
    expect(await entryOf(draft)).toEqual({
      invoiceId: draft.id,
      invoiceNumber: draft.invoiceNumber,
      status: 'draft',
      settledBy: null,
      currency: 'USD',
      total: '80.00',
      createdAt: draft.createdAt,
      readOnly: false,
      editedByHand: false,
      editedFields: [],
      version: 1,
    })
    await shop.as('sales').invoices.update({ invoiceId: draft.id, version: 1, lineItems: oneLine('90.00') })
    expect(await entryOf(draft)).toMatchObject({ status: 'draft', total: '90.00' })
    await shop.as('sales').invoices.send({ invoiceId: draft.id })
    expect(await entryOf(draft)).toMatchObject({ status: 'sent' })
    await shop.pay(draft.id, '30.00')
    expect(await entryOf(draft)).toMatchObject({ status: 'partial', settledBy: null })
    await shop.pay(draft.id, '60.00')
    expect(await entryOf(draft)).toMatchObject({ status: 'paid', settledBy: 'payment' })
  })

  test('to void, and a free one to credited', async () => {
    const sent = await shop.sent()
    await shop.pay(sent.id, '5.00')
    await shop.as('owner').invoices.void({ invoiceId: sent.id, reason: 'Wrong' })
    expect(await entryOf(sent)).toMatchObject({ status: 'void', settledBy: null })
    const free = await shop.sent({ amount: '0.00' })
    expect(await entryOf(free)).toMatchObject({ status: 'paid', settledBy: 'credit' })
  })

  test('to the customer that a draft is moved to', async () => {
    const draft = await shop.draft()
    const { id: next } = await shop.customer({ name: 'The right one' })
    await shop.as('sales').invoices.update({ invoiceId: draft.id, version: 1, customerId: next })
    expect((await activityOf(draft.customerId)).invoices).toEqual([])
    expect(await entryOf({ customerId: next })).toMatchObject({ invoiceId: draft.id })
  })

  test('out of another system', async () => {
    const { customerNumber, id } = await shop.customer()
    await shop.as('owner').import.receivables({
      rows: [
        {
          line: 2,
          customer: customerNumber,
          customerName: null,
          invoiceNumber: 'OLD-7',
          issueDate: '2025-03-01',
          dueDate: '2025-03-31',
          amount: '40.00',
          paidDate: '2025-03-20',
          paidAmount: '40.00',
        },
      ],
    })
    expect(await entryOf({ customerId: id })).toMatchObject({ invoiceNumber: 'OLD-7', status: 'paid' })
  })

  test('and what is not shown does not touch it', async () => {
    const sent = await shop.sent()
    await shop.pay(sent.id, '5.00')
    const { version } = await entryOf(sent)
    await shop.pay(sent.id, '5.00')
    const { version: invoiceVersion } = await shop.as('viewer').invoices.show({ invoiceId: sent.id })
    await shop
      .as('sales')
      .invoices.update({ invoiceId: sent.id, version: invoiceVersion, internalNotes: 'x' })
    expect((await entryOf(sent)).version).toBe(version)
  })
})

describe('the entries of quotes and orders follow', () => {
  test('a quote from draft to accepted, and to the customer it is moved to', async () => {
    const { quotes } = shop.as('sales')
    const { id: customerId } = await shop.customer()
    const draft = await quotes.create({ customerId, lineItems: oneLine('80.00'), title: 'Caps' })
    const entry = async (of = customerId) => (await activityOf(of)).quotes
    const first = {
      quoteId: draft.id,
      quoteNumber: draft.quoteNumber,
      title: 'Caps',
      status: 'draft',
      isExpired: false,
      currency: 'USD',
      total: '80.00',
      createdAt: draft.createdAt,
    }
    expect(await entry()).toEqual([first])
    const { id: next } = await shop.customer({ name: 'The right one' })
    const change = { customerId: next, lineItems: oneLine('90.00'), title: 'Hats', validUntil: testDay }
    await quotes.update({ quoteId: draft.id, version: 1, ...change })
    expect(await entry()).toEqual([])
    expect(await entry(next)).toEqual([{ ...first, title: 'Hats', total: '90.00' }])
    await quotes.send({ quoteId: draft.id })
    expect(await entry(next)).toMatchObject([{ status: 'sent', isExpired: false }])
    platen.today = '2026-11-22'
    expect(await entry(next)).toMatchObject([{ status: 'sent', isExpired: true }])
    platen.today = testDay
    await quotes.accept({ quoteId: draft.id })
    expect(await entry(next)).toMatchObject([{ status: 'accepted' }])
  })

  test('a job through the shop', async () => {
    const { jobs } = shop.as('sales')
    const { id: customerId } = await shop.customer()
    const job = await jobs.create({ customerId, title: 'Banners' })
    await jobs.update({ jobId: job.id, version: 1, status: 'art', dueDate: '2026-12-01', title: 'Flags' })
    expect((await activityOf(customerId)).orders).toEqual([
      {
        jobId: job.id,
        jobNumber: job.jobNumber,
        title: 'Flags',
        status: 'art',
        dueDate: '2026-12-01',
        createdAt: job.createdAt,
      },
    ])
    expect(await broken()).toEqual([])
  })

  test('each list by its own cursor', async () => {
    const { id: customerId } = await shop.customer()
    for (const title of ['One', 'Two', 'Three']) {
      await shop.as('sales').jobs.create({ customerId, title })
      await shop.as('sales').quotes.create({ customerId, title, lineItems: oneLine('5.00') })
    }
    const { activity } = shop.as('viewer')
    const first = await activity.show({ customerId, limit: 2 })
    for (const list of ['quotes', 'orders'] as const) {
      expect(first[list].map(({ title }) => title)).toEqual(['Three', 'Two'])
      const next = await activity.show({ customerId, list, cursor: first.nextCursors[list] ?? '' })
      expect(next[list].map(({ title }) => title)).toEqual(['One'])
      expect(next.nextCursors[list]).toBeNull()
    }
  })
})

test('a dry run leaves no entry', async () => {
  const { id: customerId } = await shop.customer()
  await shop.as('sales', { dryRun: true }).invoices.create({ customerId, lineItems: oneLine('7.00') })
  expect((await activityOf(customerId)).invoices).toEqual([])
})

test('newest first, a page at a time, one list by itself', async () => {
  const { id: customerId } = await shop.customer()
  const made: string[] = []
  for (let n = 0; n < 5; n += 1) made.unshift((await shop.draft({ customerId })).invoiceNumber)
  const { activity } = shop.as('viewer')
  const first = await activity.show({ customerId, limit: 2 })
  const pages = [first]
  for (let cursor = first.nextCursors.invoices; cursor; ) {
    const next = await activity.show({ customerId, limit: 2, list: 'invoices', cursor })
    expect([next.quotes, next.orders]).toEqual([[], []])
    pages.push(next)
    cursor = next.nextCursors.invoices
  }
  expect(pages.flatMap(({ invoices }) => invoices.map(({ invoiceNumber }) => invoiceNumber))).toEqual(made)
  expect(pages).toHaveLength(3)
  const unnamed = activity.show({ customerId, cursor: first.nextCursors.invoices ?? '' })
  await expectRefused(unnamed, 'invalid_input', 'list')
  await expectRefused(activity.show({ customerId, list: 'invoices', cursor: 'x' }), 'invalid_input', 'cursor')
})

test('an unknown customer is told, one without documents is empty', async () => {
  const { id } = await shop.customer()
  expect(await activityOf(id)).toEqual({
    invoices: [],
    quotes: [],
    orders: [],
    nextCursors: { invoices: null, quotes: null, orders: null },
  })
  await expectRefused(activityOf('00000000-0000-4000-8000-000000000000'), 'not_found')
})

describe('edited by hand', () => {
  test('what is set stays when the invoice changes, the rest follows', async () => {
    const sent = await shop.sent({ amount: '50.00' })
    const edited = await edit(sent, { invoiceNumber: 'Receipt 12', total: '48.00' }, 2)
    expect(edited).toMatchObject({
      invoiceNumber: 'Receipt 12',
      total: '48.00',
      status: 'sent',
      editedByHand: true,
      editedFields: ['invoiceNumber', 'total'],
      version: 3,
    })
    await shop.pay(sent.id, '50.00')
    expect(await entryOf(sent)).toMatchObject({ invoiceNumber: 'Receipt 12', total: '48.00', status: 'paid' })
    // The invoice itself is what it was.
    expect(await shop.as('viewer').invoices.show({ invoiceId: sent.id })).toMatchObject({
      invoiceNumber: sent.invoiceNumber,
      total: '50.00',
    })
    expect(await broken()).toEqual([])
  })

  test('null lets a field follow the invoice again', async () => {
    const sent = await shop.sent({ amount: '50.00' })
    await edit(sent, { status: 'paid', total: '48.00' }, 2)
    expect(await entryOf(sent)).toMatchObject({ status: 'paid', settledBy: null })
    await shop.pay(sent.id, '20.00')
    expect(await entryOf(sent)).toMatchObject({ status: 'paid', version: 4 })
    expect(await edit(sent, { status: null }, 4)).toMatchObject({
      status: 'partial',
      total: '48.00',
      editedFields: ['total'],
    })
    expect(await edit(sent, { total: null }, 5)).toMatchObject({
      total: '50.00',
      editedByHand: false,
      editedFields: [],
    })
    expect(await broken()).toEqual([])
  })

  test('it stands in the audit log, before and after', async () => {
    const draft = await shop.draft()
    await edit(draft, { invoiceNumber: 'Receipt 13' })
    const { data } = await shop.as('viewer').audit.list({ entity: 'activity_entry', entityId: draft.id })
    expect(data).toMatchObject([
      {
        operation: 'activity.updateInvoice',
        label: 'Receipt 13',
        before: { invoiceNumber: draft.invoiceNumber, editedByHand: false },
        after: { invoiceNumber: 'Receipt 13', editedByHand: true },
      },
    ])
  })

  test('an online order is read-only and says why', async () => {
    const online = await shop.sent({ origin: 'online_order' })
    expect(await entryOf(online)).toMatchObject({ readOnly: true, editedByHand: false })
    const refused = await expectRefused(edit(online, { total: '1.00' }, 2), 'activity_entry_read_only')
    expect(refused.detail).toContain(`${online.invoiceNumber} came from an online order`)
    expect(await entryOf(online)).toMatchObject({ total: '100.00', version: 2 })
    // And the database would not take it either.
    const byForce = platen.asApplication(
      shop.id,
      'update invoicing.customer_invoice_summaries set edited_by_hand = true where company_id = $1 and invoice_id = $2',
      [shop.id, online.id],
    )
    await expect(byForce).rejects.toThrow(/violates check constraint/)
  })

  test('what does not fit is refused', async () => {
    const draft = await shop.draft()
    await expectRefused(edit(draft, { total: '1.00' }, 9), 'stale_version')
    await expectRefused(edit(draft, { total: '-1' }), 'invalid_input', 'total')
    await expectRefused(edit(draft, { status: 'overdue' }), 'invalid_input', 'status')
    await expectRefused(edit(draft, { invoiceNumber: ' ' }), 'invalid_input', 'invoiceNumber')
    const body = { version: 1, readOnly: true }
    const path = `/api/v1/customers/${draft.customerId}/activity/invoices/${draft.id}`
    expectProblem(
      await platen.request('PATCH', path, { key: shop.key('sales'), body }),
      'invalid_input',
      'readOnly',
    )
    const { id: stranger } = await shop.customer()
    await expectRefused(edit({ ...draft, customerId: stranger }, { total: '1.00' }), 'not_found')
    const japanese = await shop.customer({ defaultCurrency: 'JPY' })
    const yen = await shop.draft({ customerId: japanese.id, amount: '500' })
    await expectRefused(edit(yen, { total: '1.50' }), 'amount_not_in_currency', 'total')
    expect(await edit(yen, { total: '400' })).toMatchObject({ total: '400' })
  })
})

test('rendering reads no other table', async () => {
  const sent = await shop.sent()
  const before = await entryOf(sent)
  const tables = await platen.sql<{ name: string }>(
    `select format('invoicing.%I', relname) as name from pg_class
     where relnamespace = 'invoicing'::regnamespace and relkind = 'r'
       and relname !~ '^customer_(invoice|quote|order)_summaries$' and relname <> 'company_settings'`,
  )
  const others = tables.map(({ name }) => name).join(', ')
  expect(tables.length).toBeGreaterThan(15)
  await platen.sql(`revoke select on ${others} from platen_app`)
  try {
    await expect(shop.as('viewer').invoices.show({ invoiceId: sent.id })).rejects.toThrow()
    expect(await entryOf(sent)).toEqual(before)
  } finally {
    await platen.sql(`grant select on ${others} to platen_app`)
  }
})

test('after anything that happens to invoices, a backfill would write nothing', async () => {
  const random = seeded(20261121)
  const busy = await platen.found()
  const client = busy.as('owner')
  const customers = [await busy.customer(), await busy.customer({ name: 'Other' })].map(({ id }) => id)
  const pick = <Item>(items: readonly Item[]) => items[random(items.length)]
  const invoices: Invoice[] = []
  const steps: ((invoice: Invoice) => Promise<unknown>)[] = [
    (invoice) => client.invoices.send({ invoiceId: invoice.id }),
    (invoice) => busy.pay(invoice.id, `${1 + random(60)}.00`),
    (invoice) => busy.pay(invoice.id, '200.00', { keepExcessAsCredit: true }),
    (invoice) => client.invoices.void({ invoiceId: invoice.id, reason: 'At random' }),
    async (invoice) => {
      const { version } = await client.invoices.show({ invoiceId: invoice.id })
      const customerId = pick(customers)
      const lineItems = oneLine(`${1 + random(90)}.00`)
      await client.invoices.update({ invoiceId: invoice.id, version, customerId, lineItems })
    },
    async (invoice) => {
      const { data } = await client.payments.list({ invoiceId: invoice.id })
      await client.payments.reverse({ paymentId: pick(data)?.id ?? '', reason: 'Bounced' })
    },
    (invoice) => client.writeOffs.create({ invoiceId: invoice.id, reason: 'Closed down' }),
    async (invoice) => {
      const [line] = (await client.invoices.show({ invoiceId: invoice.id })).lineItems
      const lineItems = [{ lineItemId: line?.id ?? '', amount: `${1 + random(30)}.00` }]
      await client.creditMemos.create({ invoiceId: invoice.id, reason: 'misprints', lineItems })
    },
    async (invoice) => {
      const { data } = await client.creditMemos.list({ invoiceId: invoice.id })
      await client.creditMemos.void({ creditMemoId: pick(data)?.id ?? '', reason: 'Not so' })
    },
    (invoice) => client.credit.apply({ customerId: invoice.customerId, allocations: 'oldest-first' }),
    async (invoice) => {
      const { customerId } = await client.invoices.show({ invoiceId: invoice.id })
      const { invoices: entries } = await client.activity.show({ customerId, limit: 100 })
      const version = entries.find(({ invoiceId }) => invoiceId === invoice.id)?.version ?? 0
      const change = pick([{ total: '5.00' }, { status: 'paid' as const }, { total: null, status: null }])
      await client.activity.updateInvoice({ customerId, invoiceId: invoice.id, version, ...change })
    },
  ]
  const done = new Set<unknown>()
  for (let step = 0; step < 250; step += 1) {
    const origin = random(4) === 0 ? 'online_order' : 'in_store'
    if (invoices.length < 12) invoices.push(await busy.draft({ customerId: pick(customers) ?? '', origin }))
    const [invoice, act] = [pick(invoices), pick(steps)]
    if (!invoice || !act) continue
    // Many are refused; what was refused changed nothing.
    await act(invoice).then(
      () => done.add(act),
      () => undefined,
    )
  }
  const told = await client.backfills.run({ name: 'customer-invoices' })
  expect(told).toMatchObject({ scanned: invoices.length, written: 0, removed: 0 })
  expect(told.kept).toBeGreaterThan(0)
  expect(done.size).toBe(steps.length)
  for (const customerId of customers) {
    const { invoices: entries } = await client.activity.show({ customerId, limit: 100 })
    for (const entry of entries.filter(({ editedByHand }) => !editedByHand)) {
      const { invoiceNumber, status, settledBy, total } = await client.invoices.show({
        invoiceId: entry.invoiceId,
      })
      expect(entry).toMatchObject({ invoiceNumber, status, settledBy, total })
    }
  }
  expect(await verifyCompany(platen.platen.pool, platen.platen.clock, busy.id)).toEqual([])
})
