-- A payment belongs to a customer; what of it is not allocated is the customer's unapplied credit.
create table invoicing.payments (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  customer_id uuid not null,
  currency char(3) not null,
  amount invoicing.money not null check (amount > 0),
  -- Cache: the sum of live allocations.
  allocated invoicing.money not null default 0 check (allocated between 0 and amount),
  payment_date date not null,
  posting_date date not null check (posting_date >= payment_date),
  method text not null
    check (method in ('check', 'cash', 'square', 'venmo', 'zelle', 'credit_card', 'ach', 'other')),
  reference text,
  recorded_by_user_id uuid not null references auth.users (id),
  recorded_at timestamptz not null default now(),
  primary key (company_id, id),
  unique (company_id, id, customer_id),
  foreign key (company_id, customer_id) references invoicing.customers (company_id, id)
);
create index payments_by_customer on invoicing.payments (company_id, customer_id, posting_date desc, id);
create index payments_by_date on invoicing.payments (company_id, posting_date, id) include (amount, currency);

create table invoicing.payment_allocations (
  company_id uuid not null,
  id uuid not null default gen_random_uuid(),
  payment_id uuid not null,
  invoice_id uuid not null,
  customer_id uuid not null,
  amount invoicing.money not null check (amount > 0),
  posting_date date not null,
  created_at timestamptz not null default now(),
  released_at timestamptz,
  primary key (company_id, id),
  -- Both keys carry the customer: money can only go to an invoice of the customer who paid it.
  foreign key (company_id, payment_id, customer_id) references invoicing.payments (company_id, id, customer_id),
  foreign key (company_id, invoice_id, customer_id) references invoicing.invoices (company_id, id, customer_id)
);
create index payment_allocations_by_invoice on invoicing.payment_allocations (company_id, invoice_id);
create index payment_allocations_by_payment on invoicing.payment_allocations (company_id, payment_id);

-- The ledger. An entry names an account: an invoice, or (null) the customer's unapplied money. What a customer owes is
-- the plain sum of their entries.
create table invoicing.receivable_entries (
  company_id uuid not null references auth.companies (id),
  id bigint generated always as identity,
  customer_id uuid not null,
  invoice_id uuid,
  kind text not null
    check (kind in ('invoice', 'payment', 'allocation', 'credit_memo', 'void', 'late_fee', 'refund', 'reversal',
      'release', 'write_off')),
  amount invoicing.money not null check (amount <> 0),
  currency char(3) not null,
  document_date date not null,
  posting_date date not null check (posting_date >= document_date),
  recorded_at timestamptz not null default clock_timestamp(),
  payment_id uuid,
  allocation_id uuid,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references invoicing.customers (company_id, id),
  foreign key (company_id, invoice_id, customer_id) references invoicing.invoices (company_id, id, customer_id),
  foreign key (company_id, payment_id, customer_id) references invoicing.payments (company_id, id, customer_id),
  foreign key (company_id, allocation_id) references invoicing.payment_allocations (company_id, id)
);
create index receivable_entries_by_invoice on invoicing.receivable_entries (company_id, invoice_id, posting_date)
  include (amount);
create index receivable_entries_by_customer on invoicing.receivable_entries (company_id, customer_id, posting_date)
  include (amount, invoice_id);

create function invoicing.refuse_change() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    raise exception 'Rows of % are only ever added: a correction is a new row', tg_table_name
      using errcode = 'restrict_violation';
  end $$;
create trigger receivable_entries_append_only before update or delete on invoicing.receivable_entries
  for each row execute function invoicing.refuse_change();
create trigger receivable_entries_keep before truncate on invoicing.receivable_entries
  for each statement execute function invoicing.refuse_change();
create trigger audit_entries_append_only before update or delete on invoicing.audit_entries
  for each row execute function invoicing.refuse_change();
create trigger audit_entries_keep before truncate on invoicing.audit_entries
  for each statement execute function invoicing.refuse_change();

create function invoicing.keep_payment() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    if tg_op = 'DELETE' or (to_jsonb(old) - 'allocated') is distinct from (to_jsonb(new) - 'allocated') then
      raise exception 'A recorded payment is corrected by a reversal, not changed' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
create trigger payments_keep before update or delete on invoicing.payments
  for each row execute function invoicing.keep_payment();

create function invoicing.keep_allocation() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    if tg_op = 'DELETE' or old.released_at is not null
      or (to_jsonb(old) - 'released_at') is distinct from (to_jsonb(new) - 'released_at')
    then
      raise exception 'An allocation is only released, once' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
create trigger payment_allocations_keep before update or delete on invoicing.payment_allocations
  for each row execute function invoicing.keep_allocation();

-- No entry posts into a closed day. The closing waits for postings under way, and they for it.
create function invoicing.keep_closed_days() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    if exists (
      select 1 from invoicing.company_settings s
      where s.company_id = new.company_id and s.books_closed_on >= new.posting_date
    ) then
      raise exception 'The books are closed for %', new.posting_date using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
create trigger receivable_entries_keep_closed before insert on invoicing.receivable_entries
  for each row execute function invoicing.keep_closed_days();

-- At commit, an invoice's caches equal the sum of its entries, whoever wrote either.
create function invoicing.assert_invoice_balances() returns trigger
  language plpgsql set search_path = ''
  as $$
  declare
    checked_invoice uuid;
    cached numeric;
    posted numeric;
  begin
    if tg_table_name = 'invoices' then
      checked_invoice := new.id;
    else
      checked_invoice := new.invoice_id;
    end if;
    select case when i.issued_at is null then 0 else i.balance_due end into cached
    from invoicing.invoices i where i.company_id = new.company_id and i.id = checked_invoice;
    select coalesce(sum(e.amount), 0) into posted
    from invoicing.receivable_entries e where e.company_id = new.company_id and e.invoice_id = checked_invoice;
    if cached is distinct from posted then
      raise exception 'Invoice %: balance % differs from its entries, %', checked_invoice, cached, posted
        using errcode = 'integrity_constraint_violation', constraint = 'invoice_balances';
    end if;
    return null;
  end $$;
create constraint trigger receivable_entries_balance after insert on invoicing.receivable_entries
  deferrable initially deferred for each row when (new.invoice_id is not null)
  execute function invoicing.assert_invoice_balances();
create constraint trigger invoices_balance after insert or update of total, amount_paid, credited_total, issued_at, voided_at
  on invoicing.invoices deferrable initially deferred for each row when (new.issued_at is not null)
  execute function invoicing.assert_invoice_balances();
