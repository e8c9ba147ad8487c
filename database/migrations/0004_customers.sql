-- B: Customer. Identifier types follow B; text with a CHECK stands for its enums, because an enum's operators are not
-- leakproof and would turn indexes off under row-level security.
create table invoicing.customers (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  customer_number varchar(30) not null,
  name varchar(255) not null check (name = btrim(name) and name <> ''),
  legal_name varchar(255),
  status text not null default 'active' check (status in ('active', 'inactive', 'blocked')),
  email varchar(255),
  phone varchar(50) check (phone ~ '^\+[1-9][0-9]{1,14}$'),
  default_currency char(3) not null,
  payment_terms varchar(100)
    check (payment_terms in ('due_on_receipt', 'net_7', 'net_15', 'net_30', 'net_45', 'net_60', 'net_90')),
  credit_limit invoicing.money check (credit_limit >= 0),
  credit_limit_effective_at timestamptz,
  tax_id varchar(50),
  website varchar(255),
  notes text,
  external_id varchar(255),
  created_by_user_id uuid references auth.users (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  version int not null default 1,
  -- What a search looks through; lower-cased here, because lower() in a query is not leakproof.
  search_text text not null generated always as (
    lower(customer_number || ' ' || name || ' ' || coalesce(legal_name, '') || ' ' || coalesce(email, '') || ' '
      || coalesce(phone, ''))
  ) stored,
  name_sort text not null generated always as (lower(name)) stored,
  primary key (company_id, id)
);
-- Also among deleted rows: a number is never used again.
create unique index customers_number on invoicing.customers (company_id, customer_number);
create unique index customers_external_id on invoicing.customers (company_id, external_id) where external_id is not null;
create index customers_by_status on invoicing.customers (company_id, status);
create index customers_by_email on invoicing.customers (company_id, email);
create index customers_by_name on invoicing.customers (company_id, name_sort collate "C", id) where deleted_at is null;
create index customers_search on invoicing.customers using gin (company_id, search_text public.gin_trgm_ops);

-- Each customer's sums, kept in the transaction that posts to the ledger and recomputed by verify.
create table invoicing.customer_totals (
  company_id uuid not null,
  customer_id uuid not null,
  open_invoices invoicing.money not null default 0 check (open_invoices >= 0),
  unapplied_credit invoicing.money not null default 0 check (unapplied_credit >= 0),
  primary key (company_id, customer_id),
  foreign key (company_id, customer_id) references invoicing.customers (company_id, id)
);
