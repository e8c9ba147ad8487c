import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { DB } from '../../database/tables.ts'

/** A promise about the database itself, whoever's rows are in it. `broken` names tables and what is wrong with them. */
export interface DatabaseInvariant {
  id: string
  says: string
  broken: RawBuilder<{ id: string }>
}

export async function brokenInDatabase(db: Kysely<DB>, { broken }: DatabaseInvariant): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from (${broken}) broken order by 1 limit 100`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** Tables whose rows are only ever added. */
const onlyGrowing = [
  ...[
    'audit_entries',
    'audit_seals',
    'receivable_entries',
    'effects',
    'refunds',
    'refund_sources',
    'write_offs',
  ],
  ...['credit_memo_line_items', 'customer_aging_snapshots', 'invoice_reminders', 'quote_revisions'],
]
/** Tables whose rows stay, but for what a trigger lets through. */
const kept = [
  ...['invoices', 'quotes', 'jobs', 'payments', 'payment_allocations', 'credit_memos', 'customer_statements'],
  ...['customer_communications', 'messages', 'notes', 'verification_runs'],
]
/** Tables whose rows stay once their document was issued. */
const keptWhenIssued = ['invoice_line_items', 'quote_line_items']

const tables = sql`(
  select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
  where c.relnamespace = 'invoicing'::regnamespace and c.relkind in ('r', 'p'))`
const ofTheCompany = `(company_id = (NULLIF(current_setting('app.company_id'::text, true), ''::text))::uuid)`

/** What must hold of the database, read from its catalogue. The same for every company of an installation. */
export const databaseInvariants: readonly DatabaseInvariant[] = [
  {
    id: 'TEN-1k',
    says: 'whatever a row refers to is of its company by a key that carries the company, and such keys are checked',
    broken: sql`
      select t.relname || '.' || k.conname || ' is not checked' as id from ${tables} t
      join pg_constraint k on k.conrelid = t.oid and k.contype in ('f', 'c') where not k.convalidated
      union all
      select t.relname || '.' || k.conname || ' does not carry the company' from ${tables} t
      join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
      join pg_class p on p.oid = k.confrelid and p.relnamespace = 'invoicing'::regnamespace
      where not exists (
        select from unnest(k.conkey, k.confkey) as pair (own, theirs)
        join pg_attribute o on o.attrelid = k.conrelid and o.attnum = pair.own and o.attname = 'company_id'
        join pg_attribute f on f.attrelid = k.confrelid and f.attnum = pair.theirs and f.attname = 'company_id')
      union all
      select t.relname || '.' || a.attname || ' refers to nothing' from ${tables} t
      join pg_attribute a on a.attrelid = t.oid and a.attname ~ '_id$' and a.atttypid = 'uuid'::regtype and not a.attisdropped
      where (t.relname, a.attname) <> ('audit_entries', 'entity_id')
        and not exists (select from pg_constraint k where k.conrelid = t.oid and k.contype = 'f' and a.attnum = any (k.conkey))`,
  },
  {
    id: 'TEN-2',
    says: 'each table of a company shows a transaction the rows of its company alone',
    broken: sql`
      select t.relname || ' has no forced row-level security' as id from ${tables} t
      where not (t.relrowsecurity and t.relforcerowsecurity)
      union all
      select t.relname || ' does not have one policy for ' || role.name from ${tables} t
      cross join lateral (
        select r.rolname::text as name, count(*) as policies from pg_policy p cross join unnest(p.polroles) as given (role)
        join pg_roles r on r.oid = given.role where p.polrelid = t.oid group by 1
        union all
        select 'platen_app', 0 where not exists (
          select from pg_policy p where p.polrelid = t.oid and 'platen_app'::regrole = any (p.polroles))
      ) role where role.policies <> 1
      union all
      select t.relname || ' has the policy ' || p.polname || ', which shows more' from ${tables} t
      join pg_policy p on p.polrelid = t.oid
      where 0 = any (p.polroles) or ('platen_app'::regrole = any (p.polroles) and (p.polcmd <> '*' or not p.polpermissive
          or pg_get_expr(p.polqual, p.polrelid) is distinct from ${ofTheCompany}
          or pg_get_expr(p.polwithcheck, p.polrelid) is distinct from ${ofTheCompany}))
        or (not 'platen_app'::regrole = any (p.polroles) and p.polcmd <> 'r')
      union all
      select n.nspname || '.' || p.proname || ' is open, or its search_path is not fixed' from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('auth', 'invoicing') and p.prosecdef and (
        not coalesce('search_path=""' = any (p.proconfig), false)
        or exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl where acl.grantee = 0))
      union all
      select 'auth.' || c.relname || ' is open to the application' from pg_class c
      where c.relnamespace = 'auth'::regnamespace and c.relkind in ('r', 'p', 'v')
        and (has_table_privilege('platen_app', c.oid, 'select, insert, update, delete, truncate')
          or has_any_column_privilege('platen_app', c.oid, 'select, insert, update'))`,
  },
  {
    id: 'TEN-4',
    says: 'each table of a company carries it, and each unique index begins with it',
    broken: sql`
      select t.relname || ' has no company_id' as id from ${tables} t where not exists (
        select from pg_attribute a where a.attrelid = t.oid and a.attname = 'company_id' and a.attnotnull and not a.attisdropped)
      union all
      select i.indexrelid::regclass::text from ${tables} t join pg_index i on i.indrelid = t.oid
      left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
      where i.indisunique and a.attname is distinct from 'company_id'`,
  },
  {
    id: 'AUD-2',
    says: 'what is only ever added, or kept, is guarded by its triggers, and the application may not remove it',
    broken: sql`
      select t.relname || '.' || g.tgname || ' is switched off' as id from ${tables} t
      join pg_trigger g on g.tgrelid = t.oid where g.tgenabled not in ('O', 'A')
      union all
      select name || ' has no trigger that keeps its rows'
      from unnest(${[...onlyGrowing, ...kept, ...keptWhenIssued]}::text[]) as guarded (name)
      where not exists (
        -- Of a row, before, on update and on delete.
        select from pg_trigger g where g.tgrelid = to_regclass('invoicing.' || name) and (g.tgtype & 27) = 27
          and not g.tgisinternal)
      union all
      select name || ' may be changed by the application' from unnest(${onlyGrowing}::text[]) as growing (name)
      where has_any_column_privilege('platen_app', to_regclass('invoicing.' || name), 'update')
      union all
      select name || ' may be emptied by the application' from unnest(${[...onlyGrowing, ...kept]}::text[]) as guarded (name)
      where has_table_privilege('platen_app', to_regclass('invoicing.' || name), 'delete, truncate')`,
  },
  {
    id: 'TIM-1',
    says: 'instants know their zone, and business days are dates',
    broken: sql`
      select n.nspname || '.' || c.relname || '.' || a.attname as id from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('auth', 'invoicing', 'jobs')
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind in ('r', 'p') and (a.atttypid in ('timestamp'::regtype, 'time'::regtype, 'timetz'::regtype)
        or (a.attname ~ '_at$' and a.atttypid <> 'timestamptz'::regtype)
        or (a.attname ~ '_(on|date|start|end|until|through)$' and a.atttypid <> 'date'::regtype))`,
  },
  {
    id: 'CUR-1m',
    says: 'amounts are kept as money: two decimals, a number, never a float',
    broken: sql`
      select t.relname || '.' || a.attname as id from ${tables} t
      join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      where a.atttypid in ('real'::regtype, 'double precision'::regtype, 'money'::regtype)
        or (a.atttypid = 'numeric'::regtype and format_type(a.atttypid, a.atttypmod) !~ ',2\\)$'
          and a.attname !~ '(rate|percent|percent_of_items|quantity|deposit_value)$')
      union all
      select 'the domain money is not what it was' where not exists (
        select from pg_type d join pg_constraint k on k.contypid = d.oid
        where d.oid = to_regtype('invoicing.money') and d.typbasetype = 'numeric'::regtype
          and format_type(d.typbasetype, d.typtypmod) = 'numeric(15,2)' and pg_get_constraintdef(k.oid) like '%NaN%')`,
  },
]
