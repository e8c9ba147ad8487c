-- Credit memos, refunds, reversals and write-offs: everything that moves money without a new invoice.

alter table invoicing.number_counters drop constraint number_counters_series_check;
alter table invoicing.number_counters
  add constraint number_counters_series_check check (series in ('invoice', 'customer', 'credit_memo'));
-- Companies that exist get the new counter. Under FORCE the owner sees no rows, so the force rests meanwhile.
alter table invoicing.number_counters no force row level security;
insert into invoicing.number_counters (company_id, series, prefix) select id, 'credit_memo', 'CM-' from auth.companies;
alter table invoicing.number_counters force row level security;

-- What of a payment is no longer there for invoices: given back, or bounced.
alter table invoicing.payments
  add column refunded invoicing.money not null default 0 check (refunded >= 0),
  add column reversed_at timestamptz,
  add column reversed_by_user_id uuid references auth.users (id),
  add column reversal_reason text,
  add column reversed_on date,
  add constraint payments_not_used_twice check (allocated + refunded <= amount),
  add constraint payments_reversed_whole check (
    num_nonnulls(reversed_at, reversed_by_user_id, reversal_reason, reversed_on) in (0, 4)
    and (reversed_at is null or (allocated = 0 and refunded = 0))),
  add column unapplied invoicing.money not null generated always as (
    case when reversed_at is not null then 0 else amount - allocated - refunded end
  ) stored;
create index payments_with_credit on invoicing.payments (company_id, customer_id, posting_date, id) where unapplied > 0;
create index payments_reversed on invoicing.payments (company_id, reversed_on) include (amount, currency)
  where reversed_on is not null;

create table invoicing.credit_memos (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  credit_memo_number text not null check (char_length(credit_memo_number) between 1 and 50),
  number_value bigint not null,
  invoice_id uuid not null,
  customer_id uuid not null,
  currency char(3) not null,
  reason text not null check (reason in ('shortages', 'misprints', 'defects', 'overcharges', 'returns')),
  notes text,
  credit_date date not null,
  posting_date date not null check (posting_date >= credit_date),
  -- Before tax and net of the discount's share, as the lines are.
  subtotal invoicing.money not null check (subtotal >= 0),
  shipping invoicing.money not null default 0 check (shipping >= 0),
  taxes jsonb not null default '[]',
  tax_amount invoicing.money not null default 0 check (tax_amount >= 0),
  total_credit invoicing.money not null check (total_credit > 0 and total_credit = subtotal + shipping + tax_amount),
  -- It lowers the open balance of its invoice first; the rest is the customer's credit.
  applied_to_invoice invoicing.money not null check (applied_to_invoice between 0 and total_credit),
  -- Caches: what of that credit was put to invoices, and what was given back.
  allocated invoicing.money not null default 0 check (allocated >= 0),
  refunded invoicing.money not null default 0 check (refunded >= 0),
  voided_at timestamptz,
  voided_by_user_id uuid references auth.users (id),
  void_reason text,
  created_by_user_id uuid not null references auth.users (id),
  created_at timestamptz not null default now(),
  unapplied invoicing.money not null generated always as (
    case when voided_at is not null then 0 else total_credit - applied_to_invoice - allocated - refunded end
  ) stored,
  primary key (company_id, id),
  unique (company_id, id, customer_id),
  foreign key (company_id, invoice_id, customer_id) references invoicing.invoices (company_id, id, customer_id),
  constraint credit_memos_not_used_twice check (allocated + refunded <= total_credit - applied_to_invoice),
  -- One whose credit was used is not voided.
  check (num_nonnulls(voided_at, voided_by_user_id, void_reason) in (0, 3)
    and (voided_at is null or (allocated = 0 and refunded = 0)))
);
create unique index credit_memos_number on invoicing.credit_memos (company_id, credit_memo_number);
create index credit_memos_by_number on invoicing.credit_memos (company_id, number_value, id);
create index credit_memos_by_invoice on invoicing.credit_memos (company_id, invoice_id);
create index credit_memos_by_customer on invoicing.credit_memos (company_id, customer_id, number_value, id);
create index credit_memos_with_credit on invoicing.credit_memos (company_id, customer_id, posting_date, id)
  where unapplied > 0;

create table invoicing.credit_memo_line_items (
  company_id uuid not null,
  id uuid not null default gen_random_uuid(),
  credit_memo_id uuid not null,
  position int not null check (position >= 1),
  invoice_line_item_id uuid not null,
  description text not null,
  amount invoicing.money not null check (amount > 0),
  primary key (company_id, id),
  foreign key (company_id, credit_memo_id) references invoicing.credit_memos (company_id, id),
  foreign key (company_id, invoice_line_item_id) references invoicing.invoice_line_items (company_id, id)
);
create unique index credit_memo_line_items_position
  on invoicing.credit_memo_line_items (company_id, credit_memo_id, position);
create index credit_memo_line_items_by_line on invoicing.credit_memo_line_items (company_id, invoice_line_item_id);

-- Credit given back in money. It may come from several payments and memos.
create table invoicing.refunds (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  customer_id uuid not null,
  currency char(3) not null,
  amount invoicing.money not null check (amount > 0),
  refund_date date not null,
  posting_date date not null check (posting_date >= refund_date),
  method text not null
    check (method in ('check', 'cash', 'square', 'venmo', 'zelle', 'credit_card', 'ach', 'other')),
  reference text,
  recorded_by_user_id uuid not null references auth.users (id),
  recorded_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, id, customer_id),
  foreign key (company_id, customer_id) references invoicing.customers (company_id, id)
);
create index refunds_by_customer on invoicing.refunds (company_id, customer_id, posting_date desc, id);
create index refunds_by_date on invoicing.refunds (company_id, posting_date, id) include (amount, currency);

create table invoicing.refund_sources (
  company_id uuid not null,
  id uuid not null default gen_random_uuid(),
  refund_id uuid not null,
  customer_id uuid not null,
  payment_id uuid,
  credit_memo_id uuid,
  amount invoicing.money not null check (amount > 0),
  primary key (company_id, id),
  foreign key (company_id, refund_id, customer_id) references invoicing.refunds (company_id, id, customer_id),
  foreign key (company_id, payment_id, customer_id) references invoicing.payments (company_id, id, customer_id),
  foreign key (company_id, credit_memo_id, customer_id) references invoicing.credit_memos (company_id, id, customer_id),
  check (num_nonnulls(payment_id, credit_memo_id) = 1)
);
create index refund_sources_by_refund on invoicing.refund_sources (company_id, refund_id);
create index refund_sources_by_payment on invoicing.refund_sources (company_id, payment_id) where payment_id is not null;
create index refund_sources_by_memo on invoicing.refund_sources (company_id, credit_memo_id)
  where credit_memo_id is not null;

-- What nobody will pay any more.
create table invoicing.write_offs (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  invoice_id uuid not null,
  customer_id uuid not null,
  currency char(3) not null,
  amount invoicing.money not null check (amount > 0),
  reason text not null,
  write_off_date date not null,
  posting_date date not null check (posting_date >= write_off_date),
  recorded_by_user_id uuid not null references auth.users (id),
  recorded_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, id, customer_id),
  foreign key (company_id, invoice_id, customer_id) references invoicing.invoices (company_id, id, customer_id)
);
create index write_offs_by_invoice on invoicing.write_offs (company_id, invoice_id);

-- An allocation takes from a payment or from the credit of a memo.
alter table invoicing.payment_allocations
  alter column payment_id drop not null,
  add column credit_memo_id uuid,
  add constraint payment_allocations_credit_memo foreign key (company_id, credit_memo_id, customer_id)
    references invoicing.credit_memos (company_id, id, customer_id),
  add constraint payment_allocations_one_source check (num_nonnulls(payment_id, credit_memo_id) = 1);
create index payment_allocations_by_memo on invoicing.payment_allocations (company_id, credit_memo_id)
  where credit_memo_id is not null;

alter table invoicing.receivable_entries
  add column credit_memo_id uuid,
  add column refund_id uuid,
  add column write_off_id uuid,
  add constraint receivable_entries_credit_memo foreign key (company_id, credit_memo_id, customer_id)
    references invoicing.credit_memos (company_id, id, customer_id),
  add constraint receivable_entries_refund foreign key (company_id, refund_id, customer_id)
    references invoicing.refunds (company_id, id, customer_id),
  add constraint receivable_entries_write_off foreign key (company_id, write_off_id, customer_id)
    references invoicing.write_offs (company_id, id, customer_id);

-- Of a payment only its use is written, and its reversal once. Generated columns are not there yet in a trigger that
-- runs before.
create or replace function invoicing.keep_payment() returns trigger
  language plpgsql set search_path = ''
  as $$
  declare
    moving constant text[] := array['allocated', 'refunded', 'unapplied', 'reversed_at', 'reversed_by_user_id',
      'reversal_reason', 'reversed_on'];
  begin
    if tg_op = 'DELETE' or old.reversed_at is not null
      or (to_jsonb(old) - moving) is distinct from (to_jsonb(new) - moving)
    then
      raise exception 'A recorded payment is corrected by a reversal, not changed' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;

create function invoicing.keep_credit_memo() returns trigger
  language plpgsql set search_path = ''
  as $$
  declare
    moving constant text[] := array['allocated', 'refunded', 'unapplied', 'voided_at', 'voided_by_user_id', 'void_reason'];
  begin
    if tg_op = 'DELETE' or old.voided_at is not null
      or (to_jsonb(old) - moving) is distinct from (to_jsonb(new) - moving)
    then
      raise exception 'A credit memo is only voided, once' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
create trigger credit_memos_keep before update or delete on invoicing.credit_memos
  for each row execute function invoicing.keep_credit_memo();
create trigger credit_memo_line_items_append_only before update or delete on invoicing.credit_memo_line_items
  for each row execute function invoicing.refuse_change();
create trigger refunds_append_only before update or delete on invoicing.refunds
  for each row execute function invoicing.refuse_change();
create trigger refund_sources_append_only before update or delete on invoicing.refund_sources
  for each row execute function invoicing.refuse_change();
create trigger write_offs_append_only before update or delete on invoicing.write_offs
  for each row execute function invoicing.refuse_change();

-- Credits never exceed what was invoiced, per line, for shipping and in total, whoever writes them.
create function invoicing.assert_credited_within() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    if exists (
      select 1
      from invoicing.credit_memo_line_items own
      join invoicing.invoice_line_items l on l.company_id = own.company_id and l.id = own.invoice_line_item_id
      join invoicing.credit_memo_line_items c on c.company_id = own.company_id and c.invoice_line_item_id = l.id
      join invoicing.credit_memos m on m.company_id = c.company_id and m.id = c.credit_memo_id and m.voided_at is null
      where own.company_id = new.company_id and own.credit_memo_id = new.id
      group by l.id, l.invoice_id, l.line_total, l.discount_share
      having sum(c.amount) > l.line_total - l.discount_share or l.invoice_id <> new.invoice_id
    ) or exists (
      select 1 from invoicing.credit_memos m
      join invoicing.invoices i on i.company_id = m.company_id and i.id = m.invoice_id
      where m.company_id = new.company_id and m.invoice_id = new.invoice_id and m.voided_at is null
      group by i.id, i.shipping, i.tax_amount, i.total
      having sum(m.shipping) > i.shipping or sum(m.tax_amount) > i.tax_amount or sum(m.total_credit) > i.total
    ) then
      raise exception 'Credit memo % exceeds what was invoiced', new.credit_memo_number
        using errcode = 'integrity_constraint_violation', constraint = 'credited_within_invoiced';
    end if;
    return null;
  end $$;
create constraint trigger credit_memos_within after insert on invoicing.credit_memos
  deferrable initially deferred for each row execute function invoicing.assert_credited_within();

-- An invoice with a live credit memo is not voided: the memo is voided first.
create function invoicing.assert_no_live_memo() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    if exists (
      select 1 from invoicing.credit_memos m
      where m.company_id = new.company_id and m.invoice_id = new.id and m.voided_at is null
    ) then
      raise exception 'Invoice % has a live credit memo', new.invoice_number
        using errcode = 'integrity_constraint_violation', constraint = 'invoice_without_live_memo';
    end if;
    return null;
  end $$;
create constraint trigger invoices_without_live_memo after update of voided_at on invoicing.invoices
  deferrable initially deferred for each row when (old.voided_at is null and new.voided_at is not null)
  execute function invoicing.assert_no_live_memo();

do $$
declare
  secured text;
begin
  foreach secured in array array['credit_memos', 'credit_memo_line_items', 'refunds', 'refund_sources', 'write_offs']
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
grant update (refunded, reversed_at, reversed_by_user_id, reversal_reason, reversed_on) on invoicing.payments to platen_app;
grant update (allocated, refunded, voided_at, voided_by_user_id, void_reason) on invoicing.credit_memos to platen_app;
