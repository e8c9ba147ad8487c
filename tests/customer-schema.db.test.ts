import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { testPlaten } from './support/api.ts'
import { describedTables } from './support/customer-tables.ts'

/*
 * The live catalogue beside the document that describes a customer's tables. What differs is told in phrases, and the
 * decision note declares every one of them: no more may differ, and nothing is declared that does not.
 */
const here = testPlaten()

interface LiveColumn {
  name: string
  type: string
  required: boolean
  default: string | null
  allowed: string | null
  refers: string | null
}

/** A foreign key is told by the columns it carries besides the company's and the column itself. */
const columnsOf = `
  select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
    case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end as default,
    (select pg_get_constraintdef(k.oid) from pg_constraint k
     where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum]
       and pg_get_constraintdef(k.oid) like '%ANY (ARRAY[%') as allowed,
    (select k.confrelid::regclass::text || case when key.columns = array[a.attname] then ''
       else ' by ' || array_to_string(key.columns, ', ') end
     from pg_constraint k
     cross join lateral (select array_agg(p.attname order by p.attnum) as columns from pg_attribute p
       where p.attrelid = k.conrelid and p.attnum = any (k.conkey)) key
     where k.conrelid = a.attrelid and k.contype = 'f' and a.attnum = any (k.conkey)
       and (a.attname <> 'company_id' or array_length(k.conkey, 1) = 1)
     order by array_length(k.conkey, 1), k.conname limit 1) as refers
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = ('invoicing.' || $1)::regclass and a.attnum > 0 and not a.attisdropped
  order by a.attnum`

const indexesOf = `
  select i.indexrelid::regclass::text as name, i.indisprimary as "isPrimary", pg_get_indexdef(i.indexrelid) as definition
  from pg_index i where i.indrelid = ('invoicing.' || $1)::regclass`

/** Types by their short names, and what stands for them here. */
const shortType = (type: string) =>
  type
    .replace('character varying', 'varchar')
    .replace(/^character\(/, 'char(')
    .replace('timestamp with time zone', 'timestamptz')

const valuesOf = (check: string | null) =>
  [...(check ?? '').matchAll(/'([^']+)'::/g)].map(([, value]) => value).sort()

/** How a described type may be kept otherwise, by a phrase that says so of all tables. */
const everywhere = {
  enums: 'an enum is text with a CHECK of its values',
  amounts: 'an amount is of the domain invoicing.money',
  instants: 'an instant is a timestamptz',
  ids: 'an id defaults to gen_random_uuid()',
  recorded: 'the moment of recording defaults to now()',
  primary: 'a primary key begins with company_id',
  foreign: 'a foreign key inside carries company_id',
  indexes: 'an index begins with company_id',
  folded: 'lower-cased text is a stored generated column',
  deleted: 'a unique index passes over deleted rows',
}

/** A described column in its parts. */
function described(text: string) {
  const parts =
    /^(?<type>enum\([^)]*\)|\S+)(?<required> required)?(?: default (?<value>\S+))?(?: -> (?<refers>\S+))?$/.exec(
      text,
    )
  if (!parts?.groups) throw new Error(`Not a described column: ${text}`)
  return parts.groups
}

function typeDeviation(wanted: string, live: LiveColumn): string | null {
  const type = shortType(live.type)
  if (type === wanted) return null
  if (
    wanted.startsWith('enum(') &&
    type === 'text' &&
    wanted === `enum(${valuesOf(live.allowed).join(', ')})`
  )
    return everywhere.enums
  if (wanted === 'decimal(15,2)' && type === 'invoicing.money') return everywhere.amounts
  if (wanted === 'timestamp' && type === 'timestamptz') return everywhere.instants
  return `is ${type}`
}

function defaultDeviation(wanted: string | undefined, live: LiveColumn): string | null {
  const value = live.default?.replace(/^'(.*)'::\w+$/, '$1').toLowerCase()
  if (value === wanted) return null
  if (wanted === 'uuid_generate_v4()' && value === 'gen_random_uuid()') return everywhere.ids
  if (wanted === undefined && value === 'now()') return everywhere.recorded
  return `defaults to ${value ?? 'nothing'}`
}

function referenceDeviation(wanted: string | undefined, live: LiveColumn): string | null {
  if (live.refers === (wanted ?? null)) return null
  if (wanted?.startsWith('invoicing.') && live.refers === `${wanted} by company_id, ${live.name}`)
    return everywhere.foreign
  return live.refers === null ? 'refers to nothing' : `refers to ${live.refers}`
}

/** What differs of a table's columns. */
function columnDeviations(table: string, columns: readonly LiveColumn[]): string[] {
  const wanted = describedTables[table]?.columns ?? {}
  const found = Object.entries(wanted).flatMap(([name, text]) => {
    const live = columns.find((column) => column.name === name)
    if (!live) return [`${table}.${name} is missing`]
    const { type = '', required, value, refers } = described(text)
    const differences = [
      typeDeviation(type, live),
      defaultDeviation(value, live),
      referenceDeviation(refers, live),
      live.required === (required !== undefined) ? null : live.required ? 'is required' : 'may be null',
    ]
    return differences
      .filter((difference) => difference !== null)
      .map((difference) => told(difference, `${table}.${name}`))
  })
  const added = columns.filter(({ name }) => !(name in wanted)).map(({ name }) => `${table}.${name}`)
  return [...found, ...added]
}

/** A phrase about everything stands alone; any other names what it is about. */
function told(difference: string, about: string): string {
  return Object.values(everywhere).includes(difference) ? difference : `${about} ${difference}`
}

interface LiveIndex {
  name: string
  isPrimary: boolean
  definition: string
}

/** An index as it is described: `[unique|gin] (columns) [where …]`. */
function shortIndex({ definition }: LiveIndex): string {
  const parts = /^CREATE (?<unique>UNIQUE )?INDEX .* USING (?<method>\w+) (?<rest>\(.*)$/.exec(
    definition,
  )?.groups
  if (!parts) throw new Error(`Not an index: ${definition}`)
  const { unique, method, rest = '' } = parts
  const kind = unique ? 'unique ' : method === 'btree' ? '' : `${method} `
  const [columns = '', condition] = rest.split(' WHERE ')
  const where = condition === undefined ? '' : ` where ${condition.replace(/[()]/g, '').toLowerCase()}`
  return `${kind}${columns.replaceAll('public.', '')}${where}`
}

/** The ways in which an index may be kept other than described, each with the phrase that says so. */
function keptAs(index: string, columns: readonly string[]): { index: string; phrases: string[] } {
  const phrases: string[] = []
  const step = (phrase: string, change: (text: string) => string) => {
    const changed = change(index)
    if (changed !== index) phrases.push(phrase)
    index = changed
  }
  step(everywhere.indexes, (text) =>
    text.includes('(company_id') ? text : text.replace('(', '(company_id, '),
  )
  step(everywhere.folded, (text) => text.replace(/lower\((\w+)\)/, '$1_key'))
  if (index.startsWith('unique') && columns.includes('deleted_at') && columns.includes('customer_id'))
    step(
      everywhere.deleted,
      (text) => `${text}${text.includes(' where ') ? ' and' : ' where'} deleted_at is null`,
    )
  return { index, phrases }
}

/** What differs of a table's keys and indexes. */
function indexDeviations(
  table: string,
  columns: readonly LiveColumn[],
  indexes: readonly LiveIndex[],
): string[] {
  const { primaryKey = '', indexes: wanted = [] } = describedTables[table] ?? {}
  const names = columns.map(({ name }) => name)
  const primary = indexes.find(({ isPrimary }) => isPrimary)
  const live = new Map(
    indexes.filter(({ isPrimary }) => !isPrimary).map((index) => [index.name, shortIndex(index)]),
  )
  const found: string[] = []
  const keyed = primary ? shortIndex(primary) : ''
  if (keyed === `unique ${primaryKey.replace('(', '(company_id, ')}`) found.push(everywhere.primary)
  else if (keyed !== `unique ${primaryKey}`) found.push(`${table} has the primary key ${keyed}`)
  for (const one of wanted) {
    const { index, phrases } = keptAs(one, names)
    const [name] = [...live].find(([, text]) => text === index) ?? []
    if (name === undefined) found.push(`${table} lacks the index ${index}`)
    else live.delete(name)
    found.push(...phrases)
  }
  return [...found, ...[...live].map(([name, text]) => `index ${name.replace('invoicing.', '')} ${text}`)]
}

async function deviations(): Promise<string[]> {
  const found: string[] = []
  for (const table of Object.keys(describedTables)) {
    const columns = await here.sql<LiveColumn & Record<string, unknown>>(columnsOf, [table])
    const indexes = await here.sql<LiveIndex & Record<string, unknown>>(indexesOf, [table])
    found.push(...columnDeviations(table, columns), ...indexDeviations(table, columns, indexes))
  }
  return [...new Set(found)].sort()
}

/** What the note declares: the phrases in the lists of its text. */
function declared(): string[] {
  const note = readFileSync(new URL('../docs/decisions/010-schema-of-customers.md', import.meta.url), 'utf8')
  const lists = note.split('\n').filter((line) => line.startsWith('- '))
  return lists.flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, phrase]) => phrase ?? '')).sort()
}

test('the tables of a customer are those of the document, but for what the note declares', async () => {
  expect(await deviations()).toEqual(declared())
})

const changes: [change: string, undo: string, found: string][] = [
  [
    'alter table invoicing.customers add column mood text',
    'alter table invoicing.customers drop column mood',
    'customers.mood',
  ],
  [
    'alter table invoicing.customer_contacts alter column phone set not null',
    'alter table invoicing.customer_contacts alter column phone drop not null',
    'customer_contacts.phone is required',
  ],
  [
    'alter table invoicing.customer_addresses alter column city type varchar(90)',
    'alter table invoicing.customer_addresses alter column city type varchar(100)',
    'customer_addresses.city is varchar(90)',
  ],
  [
    'alter table invoicing.customer_groups alter column is_default drop default',
    'alter table invoicing.customer_groups alter column is_default set default false',
    'customer_groups.is_default defaults to nothing',
  ],
  [
    `alter table invoicing.customer_communications drop constraint customer_communications_direction_check,
       add constraint customer_communications_direction_check check (direction in ('inbound', 'outbound'))`,
    `alter table invoicing.customer_communications drop constraint customer_communications_direction_check,
       add constraint customer_communications_direction_check check (direction in ('inbound', 'outbound', 'internal'))`,
    'customer_communications.direction is text',
  ],
  [
    'drop index invoicing.customer_addresses_default',
    `create unique index customer_addresses_default on invoicing.customer_addresses (company_id, customer_id, type)
       where is_default and deleted_at is null`,
    'customer_addresses lacks the index unique (company_id, customer_id, type) where is_default and deleted_at is null',
  ],
]

test.each(changes)('an undeclared deviation is found: %s', async (change, undo, found) => {
  await here.sql(change)
  try {
    expect((await deviations()).filter((phrase) => !declared().includes(phrase))).toEqual([found])
  } finally {
    await here.sql(undo)
  }
  expect(await deviations()).toEqual(declared())
})
