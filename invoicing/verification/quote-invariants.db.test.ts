import { beforeAll, expect, test } from 'vitest'
import type { Job } from '../../contract/jobs.ts'
import { type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { quoteInvariants } from './quote-invariants.sql.ts'
import { verifyCompany } from './verify-company.ts'

const platen = testPlaten()
let shop: TestCompany
let other: TestCompany
let revised: string
let invoiced: string
let accepted: string
let declined: string
let invoiceId: string
let job: Job

/** Quotes in every state, an invoice of one with a deposit, and a job; all of it in order. */
async function furnish(company: TestCompany) {
  const { quotes, invoices, jobs } = company.as('owner')
  const { id: customerId } = await company.customer()
  const first = await company.sentQuote({ customerId, amount: '90.00' })
  await quotes.revise({ quoteId: first.id })
  const one = await company.acceptedQuote({ customerId, amount: '200.00' })
  const { id } = await invoices.create({ quoteId: one.id })
  const waiting = await company.acceptedQuote({ customerId })
  const no = await company.sentQuote({ customerId })
  await quotes.decline({ quoteId: no.id })
  const made = await jobs.create({ quoteId: waiting.id })
  await company.draft({ customerId, jobId: made.id, depositAmount: '10.00' })
  return {
    revised: first.id,
    invoiced: one.id,
    accepted: waiting.id,
    declined: no.id,
    invoiceId: id,
    job: await jobs.show({ jobId: made.id }),
  }
}

beforeAll(async () => {
  shop = await platen.found()
  other = await platen.found()
  await furnish(other)
  const made = await furnish(shop)
  ;({ revised, invoiced, accepted, declined, invoiceId, job } = made)
  // What the database would refuse is let through in this file, to see that it is found.
  await platen.sql(
    'drop index invoicing.invoices_one_per_quote, invoicing.quotes_number, invoicing.jobs_number',
  )
  await platen.sql(`do $$ declare checked record; begin
    for checked in select conrelid::regclass as of_table, conname from pg_constraint
      where contype = 'c' and conrelid in ('invoicing.quotes'::regclass, 'invoicing.quote_revisions'::regclass,
        'invoicing.invoices'::regclass)
    loop execute format('alter table %s drop constraint %I', checked.of_table, checked.conname); end loop; end $$`)
})

async function broken(company: TestCompany): Promise<Record<string, string[]>> {
  const found = await verifyCompany(platen.platen.pool, platen.platen.clock, company.id)
  return Object.fromEntries(found.map(({ id, brokenIds }) => [id, brokenIds]))
}

test('all holds as the operations left it', async () => {
  expect(await broken(shop)).toEqual({})
})

type Case = [id: string, damage: string, undo: string, what: () => string]
const quotes = 'invoicing.quotes'
const invoices = 'invoicing.invoices'

const cases: Case[] = [
  [
    'QUO-1',
    `update invoicing.quote_line_items set line_total = line_total + 1 where quote_id = $1`,
    `update invoicing.quote_line_items set line_total = line_total - 1 where quote_id = $1`,
    () => accepted,
  ],
  [
    'QUO-1',
    `update ${quotes} set shipping = shipping + 1 where id = $1`,
    `update ${quotes} set shipping = shipping - 1 where id = $1`,
    () => accepted,
  ],
  [
    'QUO-2',
    `update ${quotes} set revision = revision + 1 where id = $1`,
    `update ${quotes} set revision = revision - 1 where id = $1`,
    () => revised,
  ],
  [
    'QUO-2',
    `update invoicing.quote_revisions set content = replace(content, '90.00', '80.00') where quote_id = $1`,
    `update invoicing.quote_revisions set content = replace(content, '80.00', '90.00') where quote_id = $1`,
    () => revised,
  ],
  [
    'QUO-3',
    `update ${quotes} set accepted_at = now() where id = $1`,
    `update ${quotes} set accepted_at = null where id = $1`,
    () => declined,
  ],
  [
    'QUO-3',
    `update ${quotes} set sent_at = null where id = $1`,
    `update ${quotes} set sent_at = (select a.occurred_at from invoicing.audit_entries a
       where a.entity_id = quotes.id and a.operation = 'quotes.send') where id = $1`,
    () => accepted,
  ],
  [
    'INV-8',
    `update ${invoices} set deposit_amount = total + 1 where id = $1`,
    `update ${invoices} set deposit_amount = total / 2 where id = $1`,
    () => invoiceId,
  ],
  [
    'INV-8',
    `update ${invoices} set deposit_value = 40 where id = $1`,
    `update ${invoices} set deposit_value = 50 where id = $1`,
    () => invoiceId,
  ],
  [
    'INV-9',
    `update ${invoices} set quote_id = (select id from ${quotes} q where q.id = $1), pricing_snapshot =
       (select pricing_snapshot from ${invoices} where quote_id = $1) where job_id is not null
       and company_id = (select company_id from ${quotes} where id = $1)`,
    `update ${invoices} set quote_id = null, pricing_snapshot = null where job_id is not null
       and company_id = (select company_id from ${quotes} where id = $1)`,
    () => invoiced,
  ],
  [
    'INV-9',
    `update ${invoices} set pricing_snapshot = jsonb_set(pricing_snapshot, '{total}', '"190.00"') where id = $1`,
    `update ${invoices} set pricing_snapshot = jsonb_set(pricing_snapshot, '{total}', '"200.00"') where id = $1`,
    () => invoiceId,
  ],
  [
    'TEN-1',
    `update invoicing.jobs set quote_id = gen_random_uuid() where id = $1`,
    `update invoicing.jobs j set quote_id = q.id from ${quotes} q where j.id = $1 and q.company_id = j.company_id
       and q.quote_number = 'QUO-0003'`,
    () => job.id,
  ],
  [
    'NUM-1',
    `update ${quotes} set quote_number = 'QUO-0001' where id = $1`,
    `update ${quotes} set quote_number = 'QUO-0003' where id = $1`,
    () => accepted,
  ],
  [
    'NUM-2',
    `update invoicing.jobs set number_value = 7 where id = $1`,
    `update invoicing.jobs set number_value = 1 where id = $1`,
    () => job.id,
  ],
]

test.each(cases)('%s is found broken after: %s', async (id, damage, undo, what) => {
  await platen.tamper(damage, [what()])
  expect(Object.keys(await broken(shop))).toContain(id)
  expect(await broken(other)).toEqual({})
  await platen.tamper(undo, [what()])
  expect(await broken(shop)).toEqual({})
})

test('every invariant of quotes has a tampering that breaks it', () => {
  const tried = new Set(cases.map(([id]) => id))
  expect(quoteInvariants.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([])
})

test('a quote or a job without its audit entry, and one that is gone, are found', async () => {
  await platen.tamper('delete from invoicing.audit_entries where entity_id = $1', [job.id])
  expect(await broken(shop)).toMatchObject({ 'AUD-1': [job.jobNumber] })
  await platen.tamper('delete from invoicing.quote_line_items where quote_id = $1', [declined])
  await platen.tamper('delete from invoicing.quotes where id = $1', [declined])
  expect((await broken(shop))['AUD-1']).toHaveLength(2)
})
