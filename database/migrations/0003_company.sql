-- Money: numeric(15,2) that also refuses NaN, which plain comparisons let through.
create domain invoicing.money as numeric(15, 2) check (value <> 'NaN'::numeric);

-- What a company has settled for itself. One row each, under row-level security like everything else.
create table invoicing.company_settings (
  company_id uuid primary key references auth.companies (id),
  currency char(3) not null,
  time_zone text not null,
  tax_rate numeric(7, 4) not null default 0 check (tax_rate between 0 and 100),
  books_closed_on date,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- One locked row per company and series; its row lock is taken last and held over the commit, so that numbers have
-- no gaps and no two documents meet on one.
create table invoicing.number_counters (
  company_id uuid not null references auth.companies (id),
  series text not null check (series in ('invoice', 'customer')),
  prefix text not null check (prefix ~ '^[A-Z]{1,8}-$'),
  first_value bigint not null default 1 check (first_value >= 1),
  next_value bigint not null default 1 check (next_value >= first_value),
  primary key (company_id, series)
);

-- Values that a counter stepped over: held by an imported document, or skipped when the series was raised.
create table invoicing.number_skips (
  company_id uuid not null references auth.companies (id),
  series text not null,
  from_value bigint not null,
  to_value bigint not null check (to_value >= from_value),
  reason text not null check (reason in ('imported', 'raised')),
  recorded_at timestamptz not null default now(),
  primary key (company_id, series, from_value)
);

-- A success is stored in the transaction of its effect: the same key gives it again.
create table invoicing.idempotency_keys (
  company_id uuid not null references auth.companies (id),
  user_id uuid not null references auth.users (id),
  operation text not null,
  key text not null check (char_length(key) between 1 and 200),
  body_hash bytea not null,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (company_id, user_id, operation, key)
);

-- Every change of state, in the transaction that made it.
create table invoicing.audit_entries (
  company_id uuid not null references auth.companies (id),
  id bigint generated always as identity,
  occurred_at timestamptz not null default now(),
  actor_user_id uuid not null references auth.users (id),
  door text not null check (door in ('screen', 'rest', 'cli', 'worker')),
  operation text not null,
  entity text not null,
  entity_id uuid not null,
  label text,
  reason text,
  before jsonb,
  after jsonb,
  primary key (company_id, id)
);
create index audit_entries_by_entity on invoicing.audit_entries (company_id, entity_id, id);
