-- The other two lists of a customer's activity: quotes, and orders, which are the jobs of the shop. Kept as the invoices'
-- entries are; nobody edits these by hand.

create table invoicing.customer_quote_summaries (
  company_id uuid not null references auth.companies (id),
  quote_id uuid not null,
  customer_id uuid not null,
  quote_number text not null check (char_length(quote_number) between 1 and 50),
  title varchar(200),
  status text not null check (status in ('draft', 'sent', 'accepted', 'declined')),
  currency char(3) not null,
  total invoicing.money not null check (total >= 0),
  -- That a quote has expired is computed from it, never stored.
  valid_until date,
  created_at timestamptz not null,
  primary key (company_id, quote_id),
  foreign key (company_id, quote_id, customer_id)
    references invoicing.quotes (company_id, id, customer_id) on update cascade
);
create index customer_quote_summaries_by_customer
  on invoicing.customer_quote_summaries (company_id, customer_id, created_at, quote_id);

create table invoicing.customer_order_summaries (
  company_id uuid not null references auth.companies (id),
  job_id uuid not null,
  customer_id uuid not null,
  job_number text not null check (char_length(job_number) between 1 and 50),
  title varchar(200) not null,
  status text not null
    check (status in ('new', 'art', 'ready', 'in_production', 'finishing', 'completed', 'cancelled')),
  due_date date,
  created_at timestamptz not null,
  primary key (company_id, job_id),
  foreign key (company_id, job_id, customer_id)
    references invoicing.jobs (company_id, id, customer_id) on update cascade
);
create index customer_order_summaries_by_customer
  on invoicing.customer_order_summaries (company_id, customer_id, created_at, job_id);

-- Quotes and jobs that exist get their entries. Under FORCE the owner sees no rows, so the force rests meanwhile.
alter table invoicing.quotes no force row level security;
alter table invoicing.jobs no force row level security;
insert into invoicing.customer_quote_summaries (company_id, quote_id, customer_id, quote_number, title, status, currency,
  total, valid_until, created_at)
select company_id, id, customer_id, quote_number, title, status, currency, total, valid_until, created_at
from invoicing.quotes;
insert into invoicing.customer_order_summaries (company_id, job_id, customer_id, job_number, title, status, due_date,
  created_at)
select company_id, id, customer_id, job_number, title, status, due_date, created_at from invoicing.jobs;
alter table invoicing.quotes force row level security;
alter table invoicing.jobs force row level security;

create function invoicing.keep_quote_summary() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    insert into invoicing.customer_quote_summaries (company_id, quote_id, customer_id, quote_number, title, status,
      currency, total, valid_until, created_at)
    values (new.company_id, new.id, new.customer_id, new.quote_number, new.title, new.status,
      new.currency, new.total, new.valid_until, new.created_at)
    on conflict (company_id, quote_id) do update set customer_id = excluded.customer_id, title = excluded.title,
      status = excluded.status, total = excluded.total, valid_until = excluded.valid_until;
    return null;
  end $$;
create trigger quotes_summary_made after insert on invoicing.quotes
  for each row execute function invoicing.keep_quote_summary();
create trigger quotes_summary_kept after update on invoicing.quotes
  for each row when (
    (new.customer_id, new.title, new.status, new.total, new.valid_until)
      is distinct from (old.customer_id, old.title, old.status, old.total, old.valid_until)
  ) execute function invoicing.keep_quote_summary();

create function invoicing.keep_order_summary() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    insert into invoicing.customer_order_summaries (company_id, job_id, customer_id, job_number, title, status, due_date,
      created_at)
    values (new.company_id, new.id, new.customer_id, new.job_number, new.title, new.status, new.due_date, new.created_at)
    on conflict (company_id, job_id) do update set title = excluded.title, status = excluded.status,
      due_date = excluded.due_date;
    return null;
  end $$;
create trigger jobs_summary_made after insert on invoicing.jobs
  for each row execute function invoicing.keep_order_summary();
create trigger jobs_summary_kept after update on invoicing.jobs
  for each row when ((new.title, new.status, new.due_date) is distinct from (old.title, old.status, old.due_date))
  execute function invoicing.keep_order_summary();

do $$
declare
  secured text;
begin
  foreach secured in array array['customer_quote_summaries', 'customer_order_summaries']
  loop
    execute format('alter table invoicing.%I enable row level security', secured);
    execute format('alter table invoicing.%I force row level security', secured);
    execute format(
      'create policy company on invoicing.%I to platen_app
         using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)
         with check (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', secured);
    execute format('grant select, insert, update, delete on invoicing.%I to platen_app', secured);
  end loop;
end $$;
