import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { headsInFiles } from '../../server/audit-heads.ts'
import { type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { sealerOn } from '../../worker/sealer.ts'
import { verifyCompany } from '../verification/verify-company.ts'
import { noteHead } from './note-head.ts'
import { sealEntries } from './seal-entries.ts'

const here = testPlaten()

interface SealRow {
  position: number
  entry_id: number
  hash: string
}
const sealsOf = (company: TestCompany) =>
  here.sql<SealRow>(
    `select position::int, entry_id::int, encode(hash, 'hex') as hash from invoicing.audit_seals
     where company_id = $1 order by position`,
    [company.id],
  )
const entriesOf = async (company: TestCompany) => {
  const rows = await here.sql<{ id: number }>(
    'select id::int from invoicing.audit_entries where company_id = $1 order by id',
    [company.id],
  )
  return rows.map(({ id }) => id)
}
const seal = (company: TestCompany) => sealEntries(here.platen, company.id, '0')
const headOf = (company: TestCompany) => company.as('viewer').audit.head()

/** An entry that is written and stays uncommitted until it is told to. */
async function held(company: TestCompany) {
  const client = await here.platen.pool.connect()
  await client.query(`begin; set local app.company_id = '${company.id}'`)
  const { rows } = await client.query<{ id: string }>(
    `insert into invoicing.audit_entries (company_id, actor_user_id, door, operation, entity, entity_id)
     values ($1, $2, 'rest', 'apiKeys.revoke', 'api_key', gen_random_uuid()) returning id`,
    [company.id, company.caller('owner').userId],
  )
  return {
    id: Number(rows[0]?.id),
    end: async (how: 'commit' | 'rollback') => {
      await client.query(how)
      client.release()
    },
  }
}

test('each entry gets the next position, and a hash that anybody can make again', async () => {
  const company = await here.found()
  await company.customer({ name: 'Zoë "the\\printer" O’Neil' })
  expect(await seal(company)).toBeGreaterThan(0)
  const seals = await sealsOf(company)
  expect(seals.map(({ position }) => position)).toEqual(seals.map((_, index) => index + 1))
  expect(seals.map(({ entry_id }) => entry_id)).toEqual(await entriesOf(company))

  const [row] = await here.sql<Record<string, string | null>>(
    `select id::text, to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as occurred_at,
       actor_user_id::text, door, operation, entity, entity_id::text, label, reason, before::text, after::text
     from invoicing.audit_entries where company_id = $1 order by id limit 1`,
    [company.id],
  )
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  const previous = sha256(`Platen audit log of ${company.id}`)
  const text = [
    ...[row?.id, JSON.stringify(row?.occurred_at?.replace(/\.?0+$/, '')), row?.actor_user_id, row?.door],
    ...[row?.operation, row?.entity, row?.entity_id, JSON.stringify(row?.label), JSON.stringify(row?.reason)],
    ...[row?.before ?? 'null', row?.after ?? 'null'],
  ].join('\n')
  expect(seals[0]?.hash).toBe(sha256(`${previous}\n1\n${text}`))
})

test('the head is there before the first seal, and goes on with each', async () => {
  const company = await here.found()
  const before = await headOf(company)
  expect(before).toMatchObject({ position: 0, sealedAt: null, lastNoted: null })
  expect(before.waiting).toBe((await entriesOf(company)).length)
  await seal(company)
  const after = await headOf(company)
  expect(after).toMatchObject({ position: before.waiting, waiting: 0 })
  expect(after.hash).toBe((await sealsOf(company)).at(-1)?.hash)
})

test('an id that is committed late gets a later position, one that is rolled back none', async () => {
  const company = await here.found()
  const [late, lost] = [await held(company), await held(company)]
  await company.customer()
  await lost.end('rollback')
  await seal(company)
  const early = await sealsOf(company)
  expect(early.map(({ entry_id }) => entry_id)).not.toContain(late.id)
  await late.end('commit')
  expect(await seal(company)).toBe(1)
  const all = await sealsOf(company)
  expect(all.at(-1)).toMatchObject({ position: all.length, entry_id: late.id })
  expect(all.slice(0, -1)).toEqual(early)
  expect(await verifyCompany(here.platen.pool, here.platen.clock, company.id)).toEqual([])
})

test('a sealer’s looks see what committed late, however many looks went by', async () => {
  const company = await here.found()
  const sealer = sealerOn(here.platen)
  await sealer.look()
  const late = await held(company)
  for (let look = 0; look < 4; look += 1) {
    await company.customer()
    await sealer.look()
  }
  await late.end('commit')
  await sealer.look()
  expect((await sealsOf(company)).map(({ entry_id }) => entry_id)).toContain(late.id)
  await sealer.look()
  expect(await sealer.look()).toBe(0)
  await company.customer()
  expect(await sealer.look()).toBe(1)
})

test('two sealers at once make one chain', async () => {
  const company = await here.found()
  for (let index = 0; index < 10; index += 1) await company.customer()
  await Promise.all(Array.from({ length: 6 }, () => seal(company)))
  await seal(company)
  expect((await sealsOf(company)).length).toBe((await entriesOf(company)).length)
  expect(await verifyCompany(here.platen.pool, here.platen.clock, company.id)).toEqual([])
})

test('more entries than one transaction seals become one chain too', async () => {
  const company = await here.found()
  await here.sql(
    `insert into invoicing.audit_entries (company_id, actor_user_id, door, operation, entity, entity_id)
     select $1, $2, 'cli', 'import.receivables', 'import', gen_random_uuid() from generate_series(1, 1_234)`,
    [company.id, company.caller('owner').userId],
  )
  expect(await seal(company)).toBe((await entriesOf(company)).length)
  expect(await verifyCompany(here.platen.pool, here.platen.clock, company.id)).toEqual([])
})

test('nobody waits for the sealer: while one holds the chain, the company writes on', async () => {
  const company = await here.found()
  const client = await here.platen.pool.connect()
  try {
    await client.query(`begin; set local app.company_id = '${company.id}'`)
    await client.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`audit seals ${company.id}`])
    expect(await seal(company)).toBeNull()
    await company.customer()
    expect(await sealsOf(company)).toEqual([])
  } finally {
    await client.query('rollback')
    client.release()
  }
  expect(await seal(company)).toBeGreaterThan(0)
})

test('seals are only ever added, and seen by their company alone', async () => {
  const [company, other] = [await here.found(), await here.found()]
  await seal(company)
  for (const statement of [
    'update invoicing.audit_seals set position = position + 100',
    'delete from invoicing.audit_seals',
    'truncate invoicing.audit_seals',
  ]) {
    await expect(here.sql(statement)).rejects.toThrow(/only ever added/)
    await expect(here.asApplication(company.id, statement)).rejects.toThrow(/permission denied/)
  }
  expect(await here.asApplication(other.id, 'select position from invoicing.audit_seals')).toEqual([])
})

test('the head is noted once a day, and what was noted is told', async () => {
  const company = await here.found()
  const noted = () => here.platen.auditHeads.noted(company.id)
  expect(await noteHead(here.platen, company.id)).toBe(true)
  const head = await headOf(company)
  expect(await noted()).toMatchObject([{ day: here.today, position: head.position, hash: head.hash }])
  await company.customer()
  expect(await noteHead(here.platen, company.id)).toBe(false)
  here.today = '2026-11-22'
  expect(await noteHead(here.platen, company.id)).toBe(true)
  here.today = '2026-11-21'
  expect((await noted()).map(({ day }) => day)).toEqual(['2026-11-21', '2026-11-22'])
  expect((await headOf(company)).lastNoted).toEqual({ day: '2026-11-22', position: head.position + 1 })
  expect(await verifyCompany(here.platen.pool, here.platen.clock, company.id, await noted())).toEqual([])
})

test('files keep heads line by line; half a line never counted, another is told', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'platen-heads-'))
  try {
    const heads = headsInFiles(join(directory, 'audit-heads'))
    const head = (day: string) => ({ day, position: 7, hash: 'a'.repeat(64), notedAt: `${day}T05:00:00Z` })
    expect(await heads.noted('one')).toEqual([])
    await heads.note('one', head('2026-11-20'))
    await heads.note('one', head('2026-11-21'))
    await heads.note('two', head('2026-11-21'))
    expect(await heads.noted('one')).toEqual([head('2026-11-20'), head('2026-11-21')])
    const file = join(directory, 'audit-heads', 'one.jsonl')
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"day":"2026-1`)
    expect(await heads.noted('one')).toHaveLength(2)
    writeFileSync(file, '{"day":"2026-11-20","position":-1}\n')
    await expect(heads.noted('one')).rejects.toThrow(/one\.jsonl, line 1 is no noted head/)
  } finally {
    rmSync(directory, { recursive: true })
  }
})
