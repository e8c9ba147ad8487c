-- What the cards, the tabs and the dashboard count, kept at write time: at a million invoices a count of all of them
-- takes a fifth of a second, a sum of these rows a few milliseconds. A change adds a row with what it adds or takes away,
-- so that no write waits for another one of the same day; workers fold the rows of a key into its sum.

create table invoicing.invoice_rollups (
  company_id uuid not null references auth.companies (id),
  id bigint generated always as identity,
  -- A sum of earlier rows, or a change that waits to be folded into one.
  is_sum boolean not null default false,
  currency char(3) not null,
  status text not null check (status in ('draft', 'sent', 'partial', 'paid', 'void')),
  -- Of open invoices the due date, of paid ones the day that settled them; 9999-12-31 where there is none.
  day date not null,
  invoices int not null,
  balance_due numeric(17, 2) not null check (balance_due <> 'NaN'),
  -- From issue to settlement, over all of them.
  days_to_pay bigint not null,
  primary key (company_id, is_sum, id)
);

-- Money that came, by the month that it posted in: payments, less what was reversed or refunded in that month.
create table invoicing.money_rollups (
  company_id uuid not null references auth.companies (id),
  id bigint generated always as identity,
  is_sum boolean not null default false,
  currency char(3) not null,
  month date not null check (extract(day from month) = 1),
  received numeric(17, 2) not null check (received <> 'NaN'),
  primary key (company_id, is_sum, id)
);

create function invoicing.rollup_day(status text, due_date date, settled_on date) returns date
  language sql immutable set search_path = ''
  return coalesce(case when status in ('sent', 'partial') then due_date when status = 'paid' then settled_on end,
    date '9999-12-31');

-- Once a statement, however many rows it writes. What a change leaves as it was cancels out and adds no row.
create function invoicing.roll_up_invoices() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    if tg_op = 'INSERT' then
      insert into invoicing.invoice_rollups (company_id, currency, status, day, invoices, balance_due, days_to_pay)
      select i.company_id, i.currency, i.status, invoicing.rollup_day(i.status, i.due_date, i.settled_on), count(*),
        sum(i.balance_due), coalesce(sum(i.settled_on - i.issue_date), 0)
      from new_rows i group by 1, 2, 3, 4;
    else
      insert into invoicing.invoice_rollups (company_id, currency, status, day, invoices, balance_due, days_to_pay)
      select i.company_id, i.currency, i.status, invoicing.rollup_day(i.status, i.due_date, i.settled_on), sum(i.sign),
        sum(i.sign * i.balance_due), coalesce(sum(i.sign * (i.settled_on - i.issue_date)), 0)
      from (
        select -1 as sign, company_id, currency, status, due_date, settled_on, issue_date, balance_due::numeric from old_rows
        union all
        select 1, company_id, currency, status, due_date, settled_on, issue_date, balance_due::numeric from new_rows
      ) i
      group by 1, 2, 3, 4
      having sum(i.sign) <> 0 or sum(i.sign * i.balance_due) <> 0
        or coalesce(sum(i.sign * (i.settled_on - i.issue_date)), 0) <> 0;
    end if;
    return null;
  end $$;
create trigger invoices_rolled_up_made after insert on invoicing.invoices
  referencing new table as new_rows for each statement execute function invoicing.roll_up_invoices();
create trigger invoices_rolled_up after update on invoicing.invoices
  referencing old table as old_rows new table as new_rows
  for each statement execute function invoicing.roll_up_invoices();

-- A payment is made once and reversed at most once; a refund is made once. Nothing else of them is counted.
create function invoicing.roll_up_money() returns trigger
  language plpgsql set search_path = ''
  as $$
  declare
    day date;
    amount numeric := new.amount;
  begin
    if tg_op = 'UPDATE' then
      day := new.reversed_on;
    else
      day := new.posting_date;
    end if;
    if tg_op = 'UPDATE' or tg_table_name = 'refunds' then
      amount := -amount;
    end if;
    insert into invoicing.money_rollups (company_id, currency, month, received)
    values (new.company_id, new.currency, date_trunc('month', day)::date, amount);
    return null;
  end $$;
create trigger payments_rolled_up_made after insert on invoicing.payments
  for each row execute function invoicing.roll_up_money();
create trigger payments_rolled_up after update on invoicing.payments
  for each row when (old.reversed_on is null and new.reversed_on is not null)
  execute function invoicing.roll_up_money();
create trigger refunds_rolled_up after insert on invoicing.refunds
  for each row execute function invoicing.roll_up_money();

do $$
declare
  secured text;
begin
  foreach secured in array array['invoice_rollups', 'money_rollups']
  loop
    execute format('alter table invoicing.%I enable row level security', secured);
    execute format(
      'create policy company on invoicing.%I to platen_app
         using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)
         with check (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', secured);
    execute format('grant select, insert, delete on invoicing.%I to platen_app', secured);
  end loop;
end $$;

-- What exists is counted once. Under FORCE the owner sees no rows, so the force rests meanwhile. Rows that were brought
-- in with triggers off are counted by this function too.
create function invoicing.count_rollups() returns void
  language sql set search_path = ''
  begin atomic
    delete from invoicing.invoice_rollups;
    delete from invoicing.money_rollups;
    insert into invoicing.invoice_rollups (company_id, is_sum, currency, status, day, invoices, balance_due, days_to_pay)
    select company_id, true, currency, status, invoicing.rollup_day(status, due_date, settled_on), count(*),
      sum(balance_due), coalesce(sum(settled_on - issue_date), 0)
    from invoicing.invoices group by company_id, currency, status, 5;
    insert into invoicing.money_rollups (company_id, is_sum, currency, month, received)
    select company_id, true, currency, date_trunc('month', day)::date, sum(amount) from (
      select company_id, currency, posting_date as day, amount::numeric from invoicing.payments
      union all
      select company_id, currency, reversed_on, -amount::numeric from invoicing.payments where reversed_on is not null
      union all
      select company_id, currency, posting_date, -amount::numeric from invoicing.refunds
    ) moved group by company_id, currency, 4;
  end;
revoke execute on function invoicing.count_rollups() from public;
alter table invoicing.invoices no force row level security;
alter table invoicing.payments no force row level security;
alter table invoicing.refunds no force row level security;
select invoicing.count_rollups();
alter table invoicing.invoices force row level security;
alter table invoicing.payments force row level security;
alter table invoicing.refunds force row level security;
alter table invoicing.invoice_rollups force row level security;
alter table invoicing.money_rollups force row level security;

-- Where so many changes wait that folding them is worth it, for the worker, which looks at all companies at once. The
-- limit keeps it a look at the beginning of each company's changes.
create policy folding on invoicing.invoice_rollups for select to platen_auth using (true);
create policy folding on invoicing.money_rollups for select to platen_auth using (true);
grant select (company_id, is_sum) on invoicing.invoice_rollups, invoicing.money_rollups to platen_auth;
create function auth.companies_with_rollups_to_fold(at_least int) returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    select c.id from auth.companies c
    where (select count(*) from (
        select from invoicing.invoice_rollups r where r.company_id = c.id and not r.is_sum limit at_least
      ) waiting) >= at_least
      or (select count(*) from (
        select from invoicing.money_rollups r where r.company_id = c.id and not r.is_sum limit at_least
      ) waiting) >= at_least;
  end;
do $$
begin
  grant create on schema auth to platen_auth;
  revoke all on function auth.companies_with_rollups_to_fold(int) from public;
  grant execute on function auth.companies_with_rollups_to_fold(int) to platen_app;
  alter function auth.companies_with_rollups_to_fold(int) owner to platen_auth;
  revoke create on schema auth from platen_auth;
end $$;

-- Deposits that were asked for and have not come, the one that is due first at the front.
create index invoices_deposit_open on invoicing.invoices (company_id, (coalesce(deposit_due_date, issue_date)), id)
  include (currency, deposit_amount, amount_paid, balance_due)
  where status in ('sent', 'partial') and deposit_amount::numeric > amount_paid::numeric;
