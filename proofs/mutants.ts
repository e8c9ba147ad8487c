/** A change of one source file, made while the server under test is bundled: `find` stands in it exactly once. */
export interface SourcePatch {
  file: string
  find: string
  replace: string
}

/** Naive code that a proof must catch. */
export interface Mutant {
  name: string
  /** The id of the proof that must catch it. */
  proof: string
  says: string
  source: readonly SourcePatch[]
  /** Statements that weaken the scratch database, as the superuser. */
  database: readonly string[]
  /** The patches are for another bundle than the server's. */
  serverUntouched?: boolean
}

const withoutLocks: readonly SourcePatch[] = [
  {
    file: 'invoicing/customers/customers.sql.ts',
    find: 'c.deleted_at is null\n      for no key update',
    replace: 'c.deleted_at is null',
  },
  {
    file: 'invoicing/customers/customers.sql.ts',
    find: 'for no key update of c',
    replace: '',
  },
  {
    file: 'invoicing/invoices/invoices.sql.ts',
    find: ' for no key update\n  `',
    replace: '`',
  },
]

/** Takes every check and trigger from the tables, so that only the code stands between a client and the books. */
const withoutSecondLock = `do $$
declare found record;
begin
  for found in select conrelid::regclass as relation, conname from pg_constraint
    where connamespace = 'invoicing'::regnamespace and contype = 'c' and conrelid <> 0
  loop
    execute format('alter table %s drop constraint %I', found.relation, found.conname);
  end loop;
  for found in select oid::regclass as relation from pg_class
    where relnamespace = 'invoicing'::regnamespace and relkind = 'r'
  loop
    execute format('alter table %s disable trigger user', found.relation);
  end loop;
end $$`

export const mutants: readonly Mutant[] = [
  {
    name: 'no-locks',
    proof: 'P1',
    says: 'read, judge, write without a lock; the database’s second lock stands',
    source: withoutLocks,
    database: [],
  },
  {
    name: 'no-locks-no-checks',
    proof: 'P1',
    says: 'read, judge, write without a lock, and a database that does not check the balance',
    source: withoutLocks,
    database: [withoutSecondLock],
  },
]
