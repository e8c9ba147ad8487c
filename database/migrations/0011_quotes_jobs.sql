-- Quotes with their versions, the jobs that come of them, and what an invoice carries over from both.

alter table invoicing.number_counters drop constraint number_counters_series_check;
alter table invoicing.number_counters add constraint number_counters_series_check
  check (series in ('invoice', 'customer', 'credit_memo', 'quote', 'job'));
-- Companies that exist get the new counters. Under FORCE the owner sees no rows, so the force rests meanwhile.
alter table invoicing.number_counters no force row level security;
insert into invoicing.number_counters (company_id, series, prefix)
  select c.id, n.series, n.prefix from auth.companies c, (values ('quote', 'QUO-'), ('job', 'JOB-')) n (series, prefix);
alter table invoicing.number_counters force row level security;

-- The row holds the version that stands: `QUO-0001`, revision 2. Earlier ones are in quote_revisions.
create table invoicing.quotes (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  quote_number text not null check (char_length(quote_number) between 1 and 50),
  number_value bigint not null,
  revision int not null default 1 check (revision >= 1),
  customer_id uuid not null,
  title varchar(200) check (title <> ''),
  currency char(3) not null,
  itemization_mode text not null default 'itemized' check (itemization_mode in ('itemized', 'bundled')),
  discounts jsonb not null default '[]',
  shipping invoicing.money not null default 0 check (shipping >= 0),
  shipping_taxable boolean not null default false,
  tax_rate numeric(7, 4) not null default 0 check (tax_rate between 0 and 100),
  taxes jsonb not null default '[]',
  tax_exemption_reason text,
  subtotal invoicing.money not null check (subtotal >= 0),
  discount_total invoicing.money not null default 0 check (discount_total between 0 and subtotal),
  tax_amount invoicing.money not null default 0 check (tax_amount >= 0),
  total invoicing.money not null check (total = subtotal - discount_total + shipping + tax_amount),
  -- Through this day; that it has expired is computed, never stored.
  valid_until date,
  internal_notes text,
  customer_notes text,
  -- Copied when it is sent; a draft shows the customer as it is.
  customer_name varchar(255),
  billing_address jsonb,
  sent_on date,
  sent_at timestamptz,
  sent_by_user_id uuid references auth.users (id),
  accepted_on date,
  accepted_at timestamptz,
  accepted_by_user_id uuid references auth.users (id),
  declined_on date,
  declined_at timestamptz,
  declined_by_user_id uuid references auth.users (id),
  decline_reason text,
  version int not null default 1,
  created_by_user_id uuid references auth.users (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  status text not null generated always as (
    case
      when accepted_at is not null then 'accepted'
      when declined_at is not null then 'declined'
      when sent_at is not null then 'sent'
      else 'draft'
    end
  ) stored,
  total_cents bigint not null generated always as ((total * 100)::bigint) stored,
  valid_until_sort date not null generated always as (coalesce(valid_until, '9999-12-31'::date)) stored,
  primary key (company_id, id),
  unique (company_id, id, customer_id),
  foreign key (company_id, customer_id) references invoicing.customers (company_id, id),
  check (num_nonnulls(sent_on, sent_at, sent_by_user_id, customer_name) in (0, 4)),
  check (num_nonnulls(accepted_on, accepted_at, accepted_by_user_id) in (0, 3)),
  check (num_nonnulls(declined_on, declined_at, declined_by_user_id) in (0, 3)),
  check (decline_reason is null or declined_at is not null),
  -- Only what was sent is accepted; a draft can be given up. There is one answer.
  check (sent_at is not null or accepted_at is null),
  check (accepted_at is null or declined_at is null),
  check (valid_until >= sent_on)
);
create unique index quotes_number on invoicing.quotes (company_id, quote_number);
create index quotes_by_number on invoicing.quotes (company_id, number_value, id);
create index quotes_by_created on invoicing.quotes (company_id, created_at, id);
create index quotes_by_total on invoicing.quotes (company_id, total_cents, id);
create index quotes_by_valid_until on invoicing.quotes (company_id, valid_until_sort, id);
create index quotes_by_customer on invoicing.quotes (company_id, customer_id, created_at, id);
create index quotes_open on invoicing.quotes (company_id, valid_until_sort, id) where status in ('draft', 'sent');
create index quotes_accepted on invoicing.quotes (company_id, created_at, id) where status = 'accepted';

create table invoicing.quote_line_items (
  company_id uuid not null,
  id uuid not null default gen_random_uuid(),
  quote_id uuid not null,
  position int not null check (position >= 1),
  kind text not null check (kind in ('item', 'fee')),
  line_group text,
  description text not null check (description <> ''),
  quantity numeric(11, 4) not null check (quantity > 0 and quantity <> 'NaN'),
  unit_price invoicing.money not null check (unit_price >= 0),
  taxable boolean not null,
  tax_rate numeric(7, 4) check (tax_rate between 0 and 100),
  line_total invoicing.money not null check (line_total >= 0),
  discount_share invoicing.money not null check (discount_share between 0 and line_total),
  primary key (company_id, id),
  foreign key (company_id, quote_id) references invoicing.quotes (company_id, id)
);
create unique index quote_line_items_position on invoicing.quote_line_items (company_id, quote_id, position);

-- A version that was sent and then revised, as it was shown, byte for byte.
create table invoicing.quote_revisions (
  company_id uuid not null,
  quote_id uuid not null,
  revision int not null check (revision >= 1),
  content text not null,
  checksum varchar(64) not null check (checksum = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  archived_at timestamptz not null default now(),
  archived_by_user_id uuid not null references auth.users (id),
  primary key (company_id, quote_id, revision),
  foreign key (company_id, quote_id) references invoicing.quotes (company_id, id)
);
create trigger quote_revisions_append_only before update or delete on invoicing.quote_revisions
  for each row execute function invoicing.refuse_change();

create function invoicing.keep_quote() returns trigger
  language plpgsql set search_path = ''
  as $$
  declare
    -- What moves on a quote that was sent: its answer, the shop's own notes, and the count of its changes. Generated
    -- columns are not there yet in a trigger that runs before.
    moving constant text[] := array['accepted_on', 'accepted_at', 'accepted_by_user_id', 'declined_on', 'declined_at',
      'declined_by_user_id', 'decline_reason', 'internal_notes', 'version', 'updated_at', 'status', 'total_cents',
      'valid_until_sort'];
    fixed constant text[] := array['company_id', 'id', 'quote_number', 'number_value', 'currency', 'created_by_user_id',
      'created_at'];
    next_revision constant boolean := tg_op = 'UPDATE' and new.revision is distinct from old.revision;
  begin
    if tg_op = 'DELETE' then
      raise exception 'Numbered quotes are never deleted: decline % instead', old.quote_number
        using errcode = 'restrict_violation';
    end if;
    if exists (select from unnest(fixed) f where to_jsonb(old) -> f is distinct from to_jsonb(new) -> f) then
      raise exception 'Number and currency of quote % are fixed', old.quote_number using errcode = 'restrict_violation';
    end if;
    if next_revision and not (new.revision = old.revision + 1 and old.sent_at is not null and new.sent_at is null
        and exists (select from invoicing.quote_revisions r where r.company_id = old.company_id and r.quote_id = old.id
          and r.revision = old.revision))
      or new.customer_id <> old.customer_id and (old.revision > 1 or old.sent_at is not null)
    then
      raise exception 'Quote % is revised from a version that was sent and is kept', old.quote_number
        using errcode = 'restrict_violation';
    end if;
    if (old.sent_at is not null or old.declined_at is not null) and not next_revision and (
      (to_jsonb(old) - moving) is distinct from (to_jsonb(new) - moving)
      or (old.accepted_at is not null or old.declined_at is not null) and row(old.accepted_at, old.declined_at,
        old.accepted_by_user_id, old.declined_by_user_id, old.accepted_on, old.declined_on, old.decline_reason)
        is distinct from row(new.accepted_at, new.declined_at,
        new.accepted_by_user_id, new.declined_by_user_id, new.accepted_on, new.declined_on, new.decline_reason)
    ) then
      raise exception 'Quote % was sent or given up: revise or duplicate it instead', old.quote_number using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
create trigger quotes_keep before update or delete on invoicing.quotes
  for each row execute function invoicing.keep_quote();

create function invoicing.keep_sent_quote_lines() returns trigger
  language plpgsql set search_path = ''
  as $$
  declare
    line record := case when tg_op = 'DELETE' then old else new end;
  begin
    if exists (
      select from invoicing.quotes q
      where q.company_id = line.company_id and q.id = line.quote_id and (q.sent_at is not null or q.declined_at is not null)
    ) then
      raise exception 'The quote was sent: its lines cannot change' using errcode = 'restrict_violation';
    end if;
    return line;
  end $$;
create trigger quote_line_items_keep before insert or update or delete on invoicing.quote_line_items
  for each row execute function invoicing.keep_sent_quote_lines();

create table invoicing.jobs (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  job_number text not null check (char_length(job_number) between 1 and 50),
  number_value bigint not null,
  customer_id uuid not null,
  quote_id uuid,
  title varchar(200) not null check (title <> ''),
  status text not null default 'new'
    check (status in ('new', 'art', 'ready', 'in_production', 'finishing', 'completed', 'cancelled')),
  due_date date,
  -- What is to be made, and how many of each size.
  garments jsonb not null default '[]' check (jsonb_typeof(garments) = 'array'),
  notes text,
  version int not null default 1,
  created_by_user_id uuid references auth.users (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  due_date_sort date not null generated always as (coalesce(due_date, '9999-12-31'::date)) stored,
  primary key (company_id, id),
  unique (company_id, id, customer_id),
  foreign key (company_id, customer_id) references invoicing.customers (company_id, id),
  foreign key (company_id, quote_id, customer_id) references invoicing.quotes (company_id, id, customer_id)
);
create unique index jobs_number on invoicing.jobs (company_id, job_number);
create index jobs_by_number on invoicing.jobs (company_id, number_value, id);
create index jobs_by_created on invoicing.jobs (company_id, created_at, id);
create index jobs_by_due_date on invoicing.jobs (company_id, due_date_sort, id);
create index jobs_by_status on invoicing.jobs (company_id, status, due_date_sort, id);
create index jobs_by_customer on invoicing.jobs (company_id, customer_id, due_date_sort, id);
create index jobs_by_quote on invoicing.jobs (company_id, quote_id) where quote_id is not null;

create function invoicing.keep_job() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    if tg_op = 'DELETE' then
      raise exception 'Numbered jobs are never deleted: cancel % instead', old.job_number
        using errcode = 'restrict_violation';
    end if;
    if row(old.company_id, old.id, old.job_number, old.number_value, old.customer_id, old.created_at, old.created_by_user_id)
      is distinct from
      row(new.company_id, new.id, new.job_number, new.number_value, new.customer_id, new.created_at, new.created_by_user_id)
    then
      raise exception 'Number and customer of job % are fixed', old.job_number using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
create trigger jobs_keep before update or delete on invoicing.jobs
  for each row execute function invoicing.keep_job();

-- The keys carry the customer: an invoice belongs to a quote and a job of its own customer.
alter table invoicing.invoices
  add column quote_id uuid,
  add column job_id uuid,
  -- What the customer accepted, as it stood when the quote became this invoice.
  add column pricing_snapshot jsonb,
  add column deposit_kind text check (deposit_kind in ('percent', 'amount')),
  add column deposit_value numeric(15, 4) check (deposit_value >= 0 and deposit_value <> 'NaN'),
  add column deposit_amount invoicing.money not null default 0,
  add column deposit_due_date date,
  add constraint invoices_quote foreign key (company_id, quote_id, customer_id)
    references invoicing.quotes (company_id, id, customer_id),
  add constraint invoices_job foreign key (company_id, job_id, customer_id)
    references invoicing.jobs (company_id, id, customer_id),
  add constraint invoices_quote_with_snapshot check ((quote_id is null) = (pricing_snapshot is null)),
  add constraint invoices_deposit check (deposit_amount between 0 and total
    and num_nonnulls(deposit_kind, deposit_value) in (0, 2)
    and (deposit_kind is not null or (deposit_amount = 0 and deposit_due_date is null)));
-- A quote has at most one invoice that is not void.
create unique index invoices_one_per_quote on invoicing.invoices (company_id, quote_id)
  where quote_id is not null and voided_at is null;
create index invoices_by_job on invoicing.invoices (company_id, job_id) where job_id is not null;

create function invoicing.keep_invoice_source() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    if row(old.quote_id, old.pricing_snapshot) is distinct from row(new.quote_id, new.pricing_snapshot) then
      raise exception 'What invoice % was made from is fixed', old.invoice_number using errcode = 'restrict_violation';
    end if;
    if old.issued_at is not null and row(old.deposit_kind, old.deposit_value, old.deposit_amount, old.deposit_due_date)
      is distinct from row(new.deposit_kind, new.deposit_value, new.deposit_amount, new.deposit_due_date)
    then
      raise exception 'Invoice % is issued: its deposit cannot change', old.invoice_number
        using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
create trigger invoices_keep_source before update on invoicing.invoices
  for each row execute function invoicing.keep_invoice_source();

-- A deposit: money taken on a quote, the customer's unapplied credit until the invoice is there.
alter table invoicing.payments
  add column quote_id uuid,
  add constraint payments_quote foreign key (company_id, quote_id, customer_id)
    references invoicing.quotes (company_id, id, customer_id);
create index payments_by_quote on invoicing.payments (company_id, quote_id) where quote_id is not null;

do $$
declare
  secured text;
begin
  foreach secured in array array['quotes', 'quote_line_items', 'quote_revisions', 'jobs']
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
grant update on invoicing.quotes, invoicing.quote_line_items, invoicing.jobs to platen_app;
grant delete on invoicing.quote_line_items to platen_app;
