import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../tests/support/database.ts'
import { userOf, withDatabase } from './connection-url.ts'
import { assertApplicationRole, migrate, pendingMigrations } from './migrate.ts'

const database = testDatabase({ empty: true })
const appUser = userOf(database.appUrl) ?? ''
const directory = mkdtempSync(join(tmpdir(), 'platen-migrations-'))
const plainAdmin = `plain_admin_${database.name}`
let admin: pg.Client

beforeAll(async () => {
  writeFileSync(
    join(directory, '0001_first.sql'),
    `create schema trial;
     create table trial.things (id int primary key);
     create function trial.count_things() returns bigint language sql security definer
       set search_path = pg_catalog as 'select count(*) from trial.things';
     grant usage, create on schema trial to platen_search;
     alter function trial.count_things() owner to platen_search;
     grant usage on schema trial to platen_app;`,
  )
  admin = new pg.Client({ connectionString: database.adminUrl })
  await admin.connect()
})

afterEach(() => rmSync(join(directory, '0002_second.sql'), { force: true }))

afterAll(async () => {
  await admin.end()
  rmSync(directory, { recursive: true, force: true })
})

test('applies what is missing once, however many ask at the same time', async () => {
  expect(await pendingMigrations(database.appUrl, directory)).toEqual(['0001_first'])
  const options = { adminUrl: database.adminUrl, appUser, directory }
  const results = await Promise.all([migrate(options), migrate(options), migrate(options)])
  expect(results.flatMap((result) => result.applied)).toEqual(['0001_first'])
  expect(await migrate(options)).toEqual({ applied: [] })
  expect(await pendingMigrations(database.appUrl, directory)).toEqual([])
})

test('everything belongs to the owner, and definer functions to their own role', async () => {
  const { rows } = await admin.query<{ name: string; owner: string }>(
    `select relname as name, pg_get_userbyid(relowner) as owner from pg_class
       where relnamespace in ('trial'::regnamespace, 'migrations'::regnamespace) and relkind = 'r'
     union all select proname, pg_get_userbyid(proowner) from pg_proc where pronamespace = 'trial'::regnamespace
     order by name`,
  )
  expect(rows).toEqual([
    { name: 'count_things', owner: 'platen_search' },
    { name: 'kysely_migration', owner: 'platen_owner' },
    { name: 'kysely_migration_lock', owner: 'platen_owner' },
    { name: 'things', owner: 'platen_owner' },
  ])
})

test('the owner may become a definer role but does not inherit what policies show to it', async () => {
  const { rows } = await admin.query(
    `select pg_has_role('platen_owner', 'platen_search', 'MEMBER') as member,
            pg_has_role('platen_owner', 'platen_search', 'USAGE') as inherits`,
  )
  expect(rows).toEqual([{ member: true, inherits: false }])
})

test('a migration that fails leaves nothing behind and names its file and line', async () => {
  writeFileSync(join(directory, '0002_second.sql'), 'create table trial.half (id int);\n\nselect nonsense;\n')
  await expect(migrate({ adminUrl: database.adminUrl, appUser, directory })).rejects.toThrow(
    /in migration 0002_second, line 3: column "nonsense" does not exist/,
  )
  const { rows } = await admin.query("select to_regclass('trial.half') as half")
  expect(rows).toEqual([{ half: null }])
  expect(await pendingMigrations(database.appUrl, directory)).toEqual(['0002_second'])
})

test('accepts the application login and refuses those for which security by row would not hold', async () => {
  await expect(assertApplicationRole(database.appUrl)).resolves.toBeUndefined()
  await expect(assertApplicationRole(database.adminUrl)).rejects.toThrow(
    /DATABASE_URL (is a superuser|is a member|owns)/,
  )
})

test('a plain admin with CREATEROLE and CREATEDB is enough', async () => {
  const own = `${database.name}_own`
  await admin.query(`create role ${plainAdmin} login createrole createdb nosuperuser password 'plain-admin'`)
  const url = new URL(database.adminUrl)
  url.username = plainAdmin
  url.password = 'plain-admin'
  try {
    // What an administrator does once on a server where the roles were made by somebody else.
    for (const role of ['platen_owner', 'platen_app', 'platen_search', 'platen_auth', 'platen_worker']) {
      await admin.query(`grant ${role} to ${plainAdmin} with admin option`)
    }
    await runAs(url.href, `create database ${own} template template0`)
    const adminUrl = withDatabase(url.href, own)
    expect(await migrate({ adminUrl, appUser, directory })).toEqual({ applied: ['0001_first'] })
    await expect(assertApplicationRole(adminUrl)).rejects.toThrow(/DATABASE_URL is a member of platen_owner/)
    await expect(migrate({ adminUrl, appUser: plainAdmin, directory })).rejects.toThrow(
      /DATABASE_URL and DATABASE_ADMIN_URL use the same login/,
    )
  } finally {
    await runAs(url.href, `drop database if exists ${own} with (force)`)
    await admin.query(`drop role ${plainAdmin}`)
  }
})

async function runAs(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
