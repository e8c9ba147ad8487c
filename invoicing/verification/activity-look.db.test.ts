import { afterEach, beforeAll, expect, test } from 'vitest'
import type { Invoice } from '../../contract/invoices.ts'
import { oneLine, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { activityLook } from './activity-look.sql.ts'
import { verifyCompany } from './verify-company.ts'

/* Somebody changes one entry of the activity past every trigger; it is found under the invariant that it breaks. */
const platen = testPlaten()
let shop: TestCompany
let store: Invoice
let online: Invoice
let quoteNumber: string
let jobNumber: string

beforeAll(async () => {
  shop = await platen.found()
  const { id: customerId } = await shop.customer()
  store = await shop.sent({ customerId })
  online = await shop.sent({ customerId, origin: 'online_order' })
  const { quotes, jobs } = shop.as('sales')
  quoteNumber = (await quotes.create({ customerId, lineItems: oneLine('5.00') })).quoteNumber ?? ''
  jobNumber = (await jobs.create({ customerId, title: 'Caps' })).jobNumber ?? ''
})
afterEach(async () => {
  for (const name of ['customer-invoices', 'customer-quotes', 'customer-orders'] as const)
    await shop.as('owner').backfills.run({ name })
})

async function found(): Promise<Record<string, string[]>> {
  const broken = await verifyCompany(platen.platen.pool, platen.platen.clock, shop.id)
  return Object.fromEntries(broken.map(({ id, brokenIds }) => [id, brokenIds]))
}

const entry = (invoice: Invoice, change: string) =>
  platen.tamper(`update invoicing.customer_invoice_summaries set ${change} where invoice_id = $1`, [
    invoice.id,
  ])

test('entries that nobody touched hold, edited ones too', async () => {
  expect(await found()).toEqual({})
  const { customerId, id: invoiceId } = store
  await shop
    .as('sales')
    .activity.updateInvoice({ customerId, invoiceId, version: 2, total: '3.00', status: 'paid' })
  expect(await found()).toEqual({})
})

const tamperings: [
  id: string,
  what: string,
  tamper: () => Promise<unknown>,
  named: () => Invoice | string,
][] = [
  [
    'SNP-1',
    'an entry that is gone',
    () => platen.tamper('delete from invoicing.customer_invoice_summaries where invoice_id = $1', [store.id]),
    () => store,
  ],
  ['SNP-1', 'an entry of nobody', () => entry(online, 'customer_id = gen_random_uuid()'), () => online],
  ['SNP-1', 'an entry of no invoice', () => entry(store, 'invoice_id = gen_random_uuid()'), () => store],
  ['SNP-2', 'a lock taken off', () => entry(online, 'read_only = false'), () => online],
  [
    'SNP-2',
    'a lock put on',
    () => entry(store, 'edited_fields = null, edited_by_hand = false, read_only = true'),
    () => store,
  ],
  [
    'SNP-2',
    'an online order edited by hand',
    () => entry(online, 'read_only = false, edited_by_hand = true'),
    () => online,
  ],
  ['SNP-3', 'a stale status', () => entry(online, `status = 'paid'`), () => online],
  ['SNP-3', 'a stale total', () => entry(online, 'total = total + 1'), () => online],
  ['SNP-3', 'another day', () => entry(online, `created_at = created_at - interval '1 day'`), () => online],
  [
    'SNP-1',
    'the entry of a quote that is gone',
    () => platen.tamper('delete from invoicing.customer_quote_summaries'),
    () => quoteNumber,
  ],
  [
    'SNP-1',
    'an entry of no job',
    () => platen.tamper('update invoicing.customer_order_summaries set job_id = gen_random_uuid()'),
    () => jobNumber,
  ],
  [
    'SNP-3',
    'the stale total of a quote',
    () => platen.tamper('update invoicing.customer_quote_summaries set total = 7'),
    () => quoteNumber,
  ],
  [
    'SNP-3',
    'the stale status of a job',
    () => platen.tamper(`update invoicing.customer_order_summaries set status = 'art'`),
    () => jobNumber,
  ],
]

const numberOf = (named: Invoice | string) => (typeof named === 'string' ? named : named.invoiceNumber)

test.each(tamperings)('%s finds %s', async (id, _what, tampering, named) => {
  await tampering()
  expect((await found())[id]).toContain(numberOf(named()))
})

test('every invariant has a tampering that breaks it, and the backfill mends each', async () => {
  const tried = new Set(tamperings.map(([id]) => id))
  expect(activityLook.lines.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([])
  expect(await found()).toEqual({})
})
