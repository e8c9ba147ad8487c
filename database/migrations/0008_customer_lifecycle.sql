-- The customer's whole lifecycle (document B): state with its reasons, people, places, limits, statements, snapshots,
-- groups and what was said.

alter table invoicing.company_settings add column country char(2) not null default 'US' check (country ~ '^[A-Z]{2}$');

alter table invoicing.customers
  add column status_reason text,
  add column status_changed_at timestamptz,
  add column status_changed_by_user_id uuid references auth.users (id),
  add column status_approval_reference varchar(100),
  add column tax_exempt boolean not null default false,
  add column tax_exemption_certificate varchar(100),
  add column tax_exemption_state varchar(100),
  add column tax_exemption_expires_on date,
  add column tier text not null default 'standard' check (tier in ('standard', 'preferred', 'wholesale', 'contract')),
  add column contract_deposit_percent numeric(7, 4) check (contract_deposit_percent between 0 and 100),
  -- Cache: the last day that a statement of theirs covers. It stands on the row that every posting locks.
  add column closed_through date,
  add constraint customers_blocked_with_reason check (
    status <> 'blocked'
    or (status_reason is not null and status_changed_at is not null and status_changed_by_user_id is not null)
  ),
  add constraint customers_contract_deposit check ((tier = 'contract') = (contract_deposit_percent is not null));

create table invoicing.customer_contacts (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  customer_id uuid not null,
  first_name varchar(100) not null check (first_name <> ''),
  last_name varchar(100) not null check (last_name <> ''),
  email varchar(255) not null,
  phone varchar(50) check (phone ~ '^\+[1-9][0-9]{1,14}$'),
  role varchar(100) not null check (role <> ''),
  is_primary boolean not null default false,
  preferred_channel text not null default 'email' check (preferred_channel in ('email', 'phone', 'sms', 'portal')),
  created_by_user_id uuid references auth.users (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  version int not null default 1,
  email_key text not null generated always as (lower(email)) stored,
  role_key text not null generated always as (lower(role)) stored,
  primary key (company_id, id),
  unique (company_id, id, customer_id),
  foreign key (company_id, customer_id) references invoicing.customers (company_id, id),
  check (not (is_primary and deleted_at is not null))
);
create unique index customer_contacts_email on invoicing.customer_contacts (company_id, customer_id, email_key)
  where deleted_at is null;
create unique index customer_contacts_primary on invoicing.customer_contacts (company_id, customer_id, role_key)
  where is_primary and deleted_at is null;

create table invoicing.customer_addresses (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  customer_id uuid not null,
  label varchar(100) not null check (label <> ''),
  type text not null check (type in ('billing', 'shipping', 'statement', 'other')),
  line1 varchar(255) not null check (line1 <> ''),
  line2 varchar(255),
  city varchar(100),
  state varchar(100),
  postal_code varchar(30),
  country char(2) not null check (country ~ '^[A-Z]{2}$'),
  is_default boolean not null default false,
  notes text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  version int not null default 1,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references invoicing.customers (company_id, id),
  check (not (is_default and deleted_at is not null))
);
create unique index customer_addresses_default on invoicing.customer_addresses (company_id, customer_id, type)
  where is_default and deleted_at is null;
create index customer_addresses_by_customer on invoicing.customer_addresses (company_id, customer_id, type);

create table invoicing.customer_credit_limits (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  customer_id uuid not null,
  limit_amount invoicing.money not null check (limit_amount >= 0),
  effective_at timestamptz not null default now(),
  expires_at timestamptz check (expires_at > effective_at),
  status text not null default 'approved' check (status in ('pending', 'approved', 'revoked')),
  reason text,
  changed_by_user_id uuid not null references auth.users (id),
  approval_reference varchar(100),
  created_at timestamptz not null default now(),
  status_changed_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, customer_id) references invoicing.customers (company_id, id)
);
create index customer_credit_limits_by_customer
  on invoicing.customer_credit_limits (company_id, customer_id, effective_at desc);

create extension if not exists btree_gist with schema public;

create table invoicing.customer_statements (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  customer_id uuid not null,
  currency char(3) not null,
  period_start date not null,
  period_end date not null,
  generated_at timestamptz not null default now(),
  generated_by_user_id uuid references auth.users (id),
  opening_balance invoicing.money not null,
  total_invoiced invoicing.money not null,
  total_paid invoicing.money not null,
  total_credit_notes invoicing.money not null,
  closing_balance invoicing.money not null,
  aging_bucket_summary jsonb not null,
  document_path varchar(255),
  checksum varchar(64) check (checksum = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  -- The canonical text that the checksum covers: header, lines with running balance, aging. Kept byte for byte.
  content text not null,
  archived_at timestamptz,
  superseded_by_id uuid,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references invoicing.customers (company_id, id),
  foreign key (company_id, superseded_by_id) references invoicing.customer_statements (company_id, id)
    deferrable initially deferred,
  check (period_end >= period_start),
  check (closing_balance = opening_balance + total_invoiced - total_paid - total_credit_notes),
  check ((archived_at is null) = (superseded_by_id is null)),
  constraint customer_statements_no_overlap exclude using gist (company_id with =, customer_id with =,
    daterange(period_start, period_end, '[]') with &&) where (archived_at is null)
);
create unique index customer_statements_period
  on invoicing.customer_statements (company_id, customer_id, period_start, period_end) where archived_at is null;
create index customer_statements_by_customer on invoicing.customer_statements (company_id, customer_id, period_end desc);

create table invoicing.customer_aging_snapshots (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  customer_id uuid not null,
  currency char(3) not null,
  snapshot_date date not null default current_date,
  bucket_current invoicing.money not null,
  bucket_1_30 invoicing.money not null,
  bucket_31_60 invoicing.money not null,
  bucket_61_90 invoicing.money not null,
  bucket_90_plus invoicing.money not null,
  unapplied_credit invoicing.money not null,
  total_invoices int not null check (total_invoices >= 0),
  generated_via text not null check (generated_via in ('scheduled', 'on_demand')),
  generated_by_user_id uuid references auth.users (id),
  statement_id uuid,
  -- The clock, not the transaction's beginning: what was recorded before it was seen, what comes after was not.
  created_at timestamptz not null default clock_timestamp(),
  primary key (company_id, id),
  foreign key (company_id, customer_id) references invoicing.customers (company_id, id),
  foreign key (company_id, statement_id) references invoicing.customer_statements (company_id, id)
);
create index customer_aging_snapshots_by_customer
  on invoicing.customer_aging_snapshots (company_id, customer_id, snapshot_date desc);
create unique index customer_aging_snapshots_scheduled
  on invoicing.customer_aging_snapshots (company_id, customer_id, snapshot_date) where generated_via = 'scheduled';
create unique index customer_aging_snapshots_statement on invoicing.customer_aging_snapshots (company_id, statement_id)
  where statement_id is not null;

create table invoicing.customer_groups (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  name varchar(100) not null check (name = btrim(name) and name <> ''),
  description text,
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version int not null default 1,
  name_key text not null generated always as (lower(name)) stored,
  primary key (company_id, id)
);
create unique index customer_groups_name on invoicing.customer_groups (company_id, name_key);
create unique index customer_groups_default on invoicing.customer_groups (company_id) where is_default;

create table invoicing.customer_group_members (
  company_id uuid not null references auth.companies (id),
  customer_id uuid not null,
  group_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (company_id, customer_id, group_id),
  foreign key (company_id, customer_id) references invoicing.customers (company_id, id),
  foreign key (company_id, group_id) references invoicing.customer_groups (company_id, id) on delete cascade
);
create index customer_group_members_by_group on invoicing.customer_group_members (company_id, group_id, customer_id);

create table invoicing.customer_communications (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  customer_id uuid not null,
  contact_id uuid,
  channel text not null check (channel in ('email', 'phone', 'meeting', 'note')),
  direction text not null check (direction in ('inbound', 'outbound', 'internal')),
  subject varchar(255),
  body text,
  logged_by_user_id uuid not null references auth.users (id),
  occurred_at timestamptz not null,
  attachments jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references invoicing.customers (company_id, id),
  -- The key carries the customer: a contact of another customer cannot be named.
  foreign key (company_id, contact_id, customer_id) references invoicing.customer_contacts (company_id, id, customer_id),
  check (direction <> 'internal' or body is not null),
  check ((channel = 'note') = (direction = 'internal')),
  check (deleted_at is null or direction = 'internal')
);
create index customer_communications_by_customer
  on invoicing.customer_communications (company_id, customer_id, occurred_at desc, id);

-- What was issued stays: of a statement only its archiving is written, of a communication only the deletion of a note.
create function invoicing.keep_statement() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    if tg_op = 'DELETE' or old.archived_at is not null
      or (to_jsonb(old) - 'archived_at' - 'superseded_by_id')
        is distinct from (to_jsonb(new) - 'archived_at' - 'superseded_by_id')
    then
      raise exception 'A statement stays as it was issued' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
create trigger customer_statements_keep before update or delete on invoicing.customer_statements
  for each row execute function invoicing.keep_statement();
create trigger customer_aging_snapshots_keep before update or delete on invoicing.customer_aging_snapshots
  for each row execute function invoicing.refuse_change();

create function invoicing.keep_communication() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    if tg_op = 'DELETE' or old.deleted_at is not null or old.direction <> 'internal'
      or (to_jsonb(old) - 'deleted_at' - 'updated_at') is distinct from (to_jsonb(new) - 'deleted_at' - 'updated_at')
    then
      raise exception 'What was said stays; only an internal note can be removed' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
create trigger customer_communications_keep before update or delete on invoicing.customer_communications
  for each row execute function invoicing.keep_communication();

-- No entry posts into a day that the customer's latest statement covers, nor into one the company has closed.
create or replace function invoicing.keep_closed_days() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    if exists (
      select 1 from invoicing.company_settings s
      where s.company_id = new.company_id and s.books_closed_on >= new.posting_date
    ) or exists (
      select 1 from invoicing.customer_statements s
      where s.company_id = new.company_id and s.customer_id = new.customer_id and s.period_end >= new.posting_date
    ) then
      raise exception 'The books are closed for %', new.posting_date using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;

do $$
declare
  secured text;
begin
  foreach secured in array array['customer_contacts', 'customer_addresses', 'customer_credit_limits',
    'customer_statements', 'customer_aging_snapshots', 'customer_groups', 'customer_group_members',
    'customer_communications']
  loop
    execute format('alter table invoicing.%I enable row level security', secured);
    execute format('alter table invoicing.%I force row level security', secured);
    execute format(
      'create policy company on invoicing.%I to platen_app
         using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)
         with check (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', secured);
    execute format('grant select, insert on invoicing.%I to platen_app', secured);
  end loop;
end $$;
grant update on invoicing.customer_contacts, invoicing.customer_addresses, invoicing.customer_groups,
  invoicing.customer_credit_limits to platen_app;
grant update (archived_at, superseded_by_id) on invoicing.customer_statements to platen_app;
grant update (deleted_at, updated_at) on invoicing.customer_communications to platen_app;
grant delete on invoicing.customer_groups, invoicing.customer_group_members to platen_app;
