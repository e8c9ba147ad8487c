import { afterEach, beforeAll, expect, test } from 'vitest'
import { assertApplicationRole } from '../database/migrate.ts'
import { testPlaten } from './support/api.ts'

/*
 * What holds for every table, policy, index, view and function that there is or will be, read from the live catalogue.
 * Each rule gives the names of what breaks it in a schema; each is shown to find something in a schema made to break it.
 */
const platen = testPlaten()

const tablesOf = `select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
  where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'p')`
const companyColumn = (table: string) =>
  `(select a.attnum from pg_attribute a where a.attrelid = ${table} and a.attname = 'company_id' and not a.attisdropped)`

const rules: Record<string, string> = {
  'every table carries company_id': `select relname as name from (${tablesOf}) t where ${companyColumn('t.oid')} is null`,
  'company_id is never null': `select t.relname as name from (${tablesOf}) t
    join pg_attribute a on a.attrelid = t.oid and a.attname = 'company_id' where not a.attnotnull`,
  'row-level security is enabled and forced': `select relname as name from (${tablesOf}) t
    where not (relrowsecurity and relforcerowsecurity)`,
  'each role has exactly one permissive policy, the application too': `
    select t.relname || ' for ' || coalesce(role.name, 'platen_app') as name
    from (${tablesOf}) t
    left join lateral (
      select r.rolname::text as name, count(*) filter (where p.polpermissive) as policies
      from pg_policy p cross join unnest(p.polroles) as given(role) join pg_roles r on r.oid = given.role
      where p.polrelid = t.oid group by 1
      union all select 'platen_app', 0 where not exists (
        select from pg_policy p where p.polrelid = t.oid and 'platen_app'::regrole = any (p.polroles))
    ) role on true
    where role.name is null or role.policies <> 1`,
  'no policy is for everybody': `select t.relname || ' ' || p.polname as name from (${tablesOf}) t
    join pg_policy p on p.polrelid = t.oid where 0 = any (p.polroles)`,
  'the application’s policy is USING and WITH CHECK the company of the transaction': `
    select t.relname || ' ' || p.polname as name from (${tablesOf}) t join pg_policy p on p.polrelid = t.oid
    where 'platen_app'::regrole = any (p.polroles) and (p.polcmd <> '*'
      or pg_get_expr(p.polqual, p.polrelid) is distinct from '(company_id = (NULLIF(current_setting(''app.company_id''::text, true), ''''::text))::uuid)'
      or pg_get_expr(p.polwithcheck, p.polrelid) is distinct from pg_get_expr(p.polqual, p.polrelid))`,
  'a policy of another role only reads': `
    select t.relname || ' ' || p.polname as name from (${tablesOf}) t join pg_policy p on p.polrelid = t.oid
    where not 'platen_app'::regrole = any (p.polroles) and p.polcmd <> 'r'`,
  'every primary key and unique index begins with company_id': `
    select i.indexrelid::regclass::text as name from (${tablesOf}) t join pg_index i on i.indrelid = t.oid
    where i.indisunique and i.indkey[0] is distinct from ${companyColumn('t.oid')}`,
  'every foreign key inside carries company_id to company_id': `
    select k.conname::text as name from (${tablesOf}) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
    join pg_class target on target.oid = k.confrelid
    where target.relnamespace = to_regnamespace($1) and not exists (
      select from unnest(k.conkey, k.confkey) as pair(own, theirs)
      where pair.own = ${companyColumn('t.oid')} and pair.theirs = ${companyColumn('k.confrelid')})`,
  'foreign keys to the outside go to users and companies only': `
    select k.conname::text as name from (${tablesOf}) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
    join pg_class target on target.oid = k.confrelid
    where target.relnamespace <> to_regnamespace($1)
      and target.oid not in ('auth.users'::regclass, 'auth.companies'::regclass)`,
  'views run with the rights of who asks': `
    select c.relname as name from pg_class c where c.relnamespace = to_regnamespace($1) and c.relkind in ('v', 'm')
      and not coalesce('security_invoker=true' = any (c.reloptions) or 'security_invoker=on' = any (c.reloptions), false)`,
  'functions that run as their owner have a fixed search_path': `
    select p.proname as name from pg_proc p where p.pronamespace = to_regnamespace($1) and p.prosecdef
      and not coalesce((select bool_or(setting in ('search_path=""', 'search_path=pg_catalog')) from unnest(p.proconfig) setting), false)`,
  'functions that run as their owner are not open to everybody': `
    select p.proname as name from pg_proc p where p.pronamespace = to_regnamespace($1) and p.prosecdef
      and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl where acl.grantee = 0)`,
  'functions that run as their owner have an owner without privileges': `
    select p.proname as name from pg_proc p join pg_roles r on r.oid = p.proowner
    where p.pronamespace = to_regnamespace($1) and p.prosecdef and (r.rolsuper or r.rolbypassrls or r.rolcanlogin)`,
  'no enum types, whose comparisons are not leakproof': `
    select t.typname as name from pg_type t where t.typnamespace = to_regnamespace($1) and t.typtype = 'e'`,
  'instants know their zone': `
    select t.relname || '.' || a.attname as name from (${tablesOf}) t join pg_attribute a on a.attrelid = t.oid
    where a.atttypid in ('timestamp'::regtype, 'time'::regtype) and not a.attisdropped`,
  'the application owns nothing': `
    select c.relname as name from pg_class c
    where c.relnamespace = to_regnamespace($1) and c.relowner = 'platen_app'::regrole`,
  'nothing is granted to everybody': `
    select c.relname as name from pg_class c, aclexplode(c.relacl) acl
    where c.relnamespace = to_regnamespace($1) and acl.grantee = 0`,
}

const rulesOfAuth = [
  'functions that run as their owner have a fixed search_path',
  'functions that run as their owner are not open to everybody',
  'functions that run as their owner have an owner without privileges',
  'no enum types, whose comparisons are not leakproof',
  'instants know their zone',
  'the application owns nothing',
  'nothing is granted to everybody',
]

async function broken(rule: string, schema: string): Promise<string[]> {
  const rows = await platen.sql<{ name: string }>(rules[rule] ?? '', [schema])
  return rows.map(({ name }) => name).sort()
}

test.each(Object.keys(rules))('invoicing: %s', async (rule) => {
  expect(await broken(rule, 'invoicing')).toEqual([])
})

test.each(rulesOfAuth)('auth: %s', async (rule) => {
  expect(await broken(rule, 'auth')).toEqual([])
})

test('there is something that the rules look at', async () => {
  const [counts] = await platen.sql(
    `select (select count(*)::int from pg_policies where schemaname = 'invoicing') as policies,
      (select count(*)::int from pg_proc where pronamespace in ('auth'::regnamespace, 'invoicing'::regnamespace) and prosecdef) as functions`,
  )
  expect(counts?.policies).toBeGreaterThan(10)
  expect(counts?.functions).toBeGreaterThan(20)
})

const applicationPolicy = (table: string) => `
  alter table scratch.${table} enable row level security; alter table scratch.${table} force row level security;
  create policy company on scratch.${table} to platen_app
    using (company_id = nullif(current_setting('app.company_id', true), '')::uuid)
    with check (company_id = nullif(current_setting('app.company_id', true), '')::uuid);`
const goodTable = `create table scratch.good (company_id uuid not null, id int, primary key (company_id, id));
  ${applicationPolicy('good')}`

/** For each rule, what breaks it, and the name by which it is found. */
const breaking: Record<string, [statement: string, name: string]> = {
  'every table carries company_id': ['create table scratch.bad (id int primary key)', 'bad'],
  'company_id is never null': ['create table scratch.bad (company_id uuid)', 'bad'],
  'row-level security is enabled and forced': [
    'create table scratch.bad (company_id uuid not null); alter table scratch.bad enable row level security',
    'bad',
  ],
  'each role has exactly one permissive policy, the application too': [
    'create policy second on scratch.good to platen_app using (true)',
    'good for platen_app',
  ],
  'no policy is for everybody': ['create policy open on scratch.good using (true)', 'good open'],
  'the application’s policy is USING and WITH CHECK the company of the transaction': [
    `drop policy company on scratch.good; create policy company on scratch.good to platen_app
       using (company_id = nullif(current_setting('app.company_id', true), '')::uuid) with check (true)`,
    'good company',
  ],
  'a policy of another role only reads': [
    'create policy search on scratch.good to platen_search using (true)',
    'good search',
  ],
  'every primary key and unique index begins with company_id': [
    'create unique index by_id on scratch.good (id, company_id)',
    'scratch.by_id',
  ],
  'every foreign key inside carries company_id to company_id': [
    `create table scratch.parent (company_id uuid not null, id int unique);
     alter table scratch.good add constraint plain foreign key (id) references scratch.parent (id)`,
    'plain',
  ],
  'foreign keys to the outside go to users and companies only': [
    `grant references on auth.api_keys to current_user;
     alter table scratch.good add column hash bytea, add constraint out foreign key (hash) references auth.api_keys (key_hash)`,
    'out',
  ],
  'views run with the rights of who asks': ['create view scratch.bad as select * from scratch.good', 'bad'],
  'functions that run as their owner have a fixed search_path': [
    `create function scratch.bad() returns int language sql security definer as 'select 1'`,
    'bad',
  ],
  'functions that run as their owner are not open to everybody': [
    `create function scratch.bad() returns int language sql security definer set search_path = '' as 'select 1'`,
    'bad',
  ],
  'functions that run as their owner have an owner without privileges': [
    `create function scratch.bad() returns int language sql security definer set search_path = '' as 'select 1'`,
    'bad',
  ],
  'no enum types, whose comparisons are not leakproof': [`create type scratch.bad as enum ('a')`, 'bad'],
  'instants know their zone': ['alter table scratch.good add column at timestamp', 'good.at'],
  'the application owns nothing': ['alter table scratch.good owner to platen_app', 'good'],
  'nothing is granted to everybody': ['grant select on scratch.good to public', 'good'],
}

beforeAll(() => platen.sql('create schema scratch'))
afterEach(() => platen.sql('drop schema if exists scratch cascade; create schema scratch'))

test('every rule has something that breaks it', () => {
  expect(Object.keys(breaking)).toEqual(Object.keys(rules))
})

test.each(Object.entries(breaking))('found when broken: %s', async (rule, [statement, name]) => {
  await platen.sql(goodTable)
  expect(await broken(rule, 'scratch')).toEqual([])
  await platen.sql(statement)
  expect(await broken(rule, 'scratch')).toContain(name)
})

const tablePrivileges = `
  select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v') and n.nspname = $1
    and (has_table_privilege('platen_app', c.oid, 'select,insert,update,delete,truncate,references,trigger')
      or has_any_column_privilege('platen_app', c.oid, 'select,insert,update,references'))`

test('schema auth gives the application no table, and is seen to when it does', async () => {
  const open = async (schema: string) => (await platen.sql(tablePrivileges, [schema])).map(({ name }) => name)
  expect(await open('auth')).toEqual([])
  await platen.sql(`${goodTable} grant select (id) on scratch.good to platen_app`)
  expect(await open('scratch')).toEqual(['scratch.good'])
})

test('the application may call every function of auth, and the search roles none of them', async () => {
  const closed = await platen.sql(
    `select p.proname from pg_proc p where p.pronamespace = 'auth'::regnamespace
       and not has_function_privilege('platen_app', p.oid, 'execute')`,
  )
  expect(closed).toEqual([])
  const open = await platen.sql(
    `select p.proname from pg_proc p where p.pronamespace = 'auth'::regnamespace and p.prosecdef
       and has_function_privilege('platen_search', p.oid, 'execute')`,
  )
  expect(open).toEqual([])
})

test('the domain of money refuses NaN, infinity and a third decimal it would have to keep', async () => {
  await expect(platen.sql(`select 'NaN'::invoicing.money`)).rejects.toThrow(/check constraint/)
  await expect(platen.sql(`select 'Infinity'::invoicing.money`)).rejects.toThrow(/overflow/)
  await expect(platen.sql('select 10000000000000::invoicing.money')).rejects.toThrow(/overflow/)
  const unchecked = await platen.sql(
    `select c.relname || '.' || a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'invoicing'::regnamespace and c.relkind = 'r' and a.atttypid = 'numeric'::regtype
       and not exists (select from pg_constraint k where k.conrelid = c.oid and a.attnum = any (k.conkey) and k.contype = 'c')`,
  )
  expect(unchecked).toEqual([])
})

test.each([
  ['a superuser', 'superuser', /is a superuser or has BYPASSRLS/],
  ['a login with BYPASSRLS', 'bypassrls', /is a superuser or has BYPASSRLS/],
  ['a login without the application’s role', '', /is not a member of platen_app/],
])('Platen does not start as %s', async (_who, attribute, reason) => {
  const name = `login_${platen.database.name.slice(-10)}_${attribute || 'plain'}`
  const url = new URL(platen.database.appUrl)
  url.username = name
  url.password = 'a password of the tests'
  await platen.sql(`create role ${name} login ${attribute} password 'a password of the tests'`)
  try {
    await expect(assertApplicationRole(url.href)).rejects.toThrow(reason)
    await platen.sql(`grant platen_app to ${name}`)
    const granted = assertApplicationRole(url.href)
    if (attribute === '') await expect(granted).resolves.toBeUndefined()
    else await expect(granted).rejects.toThrow(reason)
  } finally {
    await platen.sql(`drop role ${name}`)
  }
})
