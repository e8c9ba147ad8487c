import { beforeEach, expect, test } from 'vitest'
import { type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { noteHead } from '../audit/note-head.ts'
import { sealEntries } from '../audit/seal-entries.ts'
import { chainInvariants, headInvariant } from './audit-invariants.sql.ts'
import { verifyCompany } from './verify-company.ts'

/*
 * Somebody with the server's password, who switches the triggers off, changes history. Each test has a company of its
 * own, with a log of some entries that is sealed and whose head was noted.
 */
const here = testPlaten()
let company: TestCompany
let length: number

beforeEach(async () => {
  company = await here.found()
  for (const name of ['One', 'Two', 'Three', 'Four']) await company.customer({ name })
  await noteHead(here.platen, company.id)
  length = (await company.as('owner').audit.head()).position
})

async function found(): Promise<Record<string, string[]>> {
  const heads = await here.platen.auditHeads.noted(company.id)
  const broken = await verifyCompany(here.platen.pool, here.platen.clock, company.id, heads)
  return Object.fromEntries(broken.map(({ id, brokenIds }) => [id, brokenIds]))
}

const tamper = (text: string, ...more: unknown[]) => here.tamper(text, [company.id, ...more])
const seals = 'invoicing.audit_seals'
const entries = 'invoicing.audit_entries'
const entryAt = `(select entry_id from ${seals} where company_id = $1 and position = $2::bigint)`

async function entryIdAt(position: number): Promise<string> {
  const [row] = await here.sql<{ entry_id: string }>(
    `select entry_id from ${seals} where company_id = $1 and position = $2`,
    [company.id, position],
  )
  return row?.entry_id ?? ''
}

/** Makes the chain anew, as somebody who knows how it is made. */
async function rewriteChain(): Promise<void> {
  await tamper(`delete from ${seals} where company_id = $1`)
  await sealEntries(here.platen, company.id, '0')
}

test('an untouched log holds, also with entries that wait for their seal', async () => {
  expect(await found()).toEqual({})
  await company.customer()
  expect(await found()).toEqual({})
})

const edits = [
  `occurred_at = occurred_at + interval '1 microsecond'`,
  `actor_user_id = (select user_id from auth.api_keys where company_id = $1 limit 1)`,
  `door = 'screen'`,
  `operation = 'customers.show'`,
  `entity = 'invoice'`,
  `entity_id = company_id`,
  `label = null`,
  `label = 'null'`,
  `reason = 'None'`,
  `before = '{}'`,
  `after = after || '{"name": "Other"}'`,
]
test.each(edits)('an edit is found: %s', async (edit) => {
  const entryId = await entryIdAt(length)
  await tamper(`update ${entries} set ${edit} where company_id = $1 and id = ${entryAt}`, length)
  expect((await found())['AUD-3']).toEqual([
    `${length} (its entry ${entryId} or the seal before is not what was sealed)`,
  ])
})

test('an entry that is gone is found', async () => {
  const entryId = await entryIdAt(3)
  await tamper(`delete from ${entries} where company_id = $1 and id = ${entryAt}`, 3)
  expect((await found())['AUD-3']).toEqual([`3 (its entry ${entryId} is gone)`])
})

test('an entry that is gone with its seal is found', async () => {
  await tamper(`delete from ${entries} where company_id = $1 and id = ${entryAt}`, 3)
  await tamper(`delete from ${seals} where company_id = $1 and position = 3`)
  expect((await found())['AUD-3']).toEqual(['4 (stands after 2)'])
})

test('the first ones gone are found', async () => {
  await tamper(`delete from ${entries} where company_id = $1 and id <= ${entryAt}`, 2)
  await tamper(`delete from ${seals} where company_id = $1 and position <= 2`)
  expect((await found())['AUD-3']).toEqual(['3 (stands after 0)'])
})

test('a cut tail is found by the head that was noted', async () => {
  await tamper(`delete from ${entries} where company_id = $1 and id > ${entryAt}`, length - 2)
  await tamper(`delete from ${seals} where company_id = $1 and position > $2`, length - 2)
  const { 'AUD-3h': heads, 'AUD-3': chain } = await found()
  expect(heads).toEqual([`${length} (noted on ${here.today}; the chain ends at ${length - 2})`])
  expect(chain).toBeUndefined()
})

test('two entries that were swapped are found', async () => {
  await tamper(
    `update ${entries} a set label = b.label, entity_id = b.entity_id, after = b.after from ${entries} b
     where a.company_id = $1 and b.company_id = $1 and a.id in ($2, $3) and b.id in ($2, $3) and a.id <> b.id`,
    await entryIdAt(length),
    await entryIdAt(length - 1),
  )
  expect((await found())['AUD-3']).toHaveLength(2)
})

test('two seals that were swapped are found', async () => {
  const swap = [length, length - 1]
  await tamper(
    `update ${seals} set position = position + 1000 where company_id = $1 and position in ($2, $3)`,
    ...swap,
  )
  await tamper(
    `update ${seals} set position = case position when $2::bigint + 1000 then $3::bigint else $2::bigint end
     where company_id = $1 and position > 1000`,
    ...swap,
  )
  expect((await found())['AUD-3']).toHaveLength(2)
})

test('other positions are found', async () => {
  await tamper(`update ${seals} set position = position + 1 where company_id = $1 and position >= $2`, length)
  expect((await found())['AUD-3']).toEqual([`${length + 1} (stands after ${length - 1})`])
})

test('an entry that was changed with its own hash is found by the next', async () => {
  const [before] = await here.sql<{ hash: Buffer }>(
    `select hash from ${seals} where company_id = $1 and position = 3`,
    [company.id],
  )
  await tamper(`update ${entries} set label = 'Other' where company_id = $1 and id = ${entryAt}`, 3)
  await rewriteChain()
  await tamper(`update ${seals} set hash = $2 where company_id = $1 and position = 4`, before?.hash)
  expect(Object.keys(await found())).toEqual(['AUD-3', 'AUD-3h'])
})

test('a chain that was made anew after a change is found by the head that was noted', async () => {
  await tamper(`update ${entries} set label = 'Other' where company_id = $1 and id = ${entryAt}`, 2)
  await rewriteChain()
  expect(await found()).toEqual({
    'AUD-3h': [`${length} (noted on ${here.today}; the chain has another hash there)`],
  })
})

test('an entry that was put in between is found', async () => {
  await tamper(
    `insert into ${entries} (company_id, id, occurred_at, actor_user_id, door, operation, entity, entity_id) overriding system value
     select company_id, -1, now() - interval '2 hours', actor_user_id, door, operation, 'api_key', entity_id
     from ${entries} where company_id = $1 limit 1`,
  )
  expect(await found()).toEqual({ 'AUD-3b': ['entry -1'] })
})

test('a chain does not fit another company', async () => {
  const other = await here.found()
  await here.tamper(`delete from ${entries} where company_id = $1`, [other.id])
  await tamper(`update ${seals} set company_id = $2 where company_id = $1`, other.id)
  await tamper(`update ${entries} set company_id = $2, entity = 'api_key' where company_id = $1`, other.id)
  const broken = await verifyCompany(here.platen.pool, here.platen.clock, other.id)
  expect(broken.find(({ id }) => id === 'AUD-3')?.brokenIds[0]).toMatch(/^1 /)
})

test('each of these invariants was broken here', () => {
  const ids = [...chainInvariants, headInvariant([])].map(({ id }) => id)
  expect(ids).toEqual(['AUD-3', 'AUD-3b', 'AUD-3h'])
})
