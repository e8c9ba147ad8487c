-- The customer's activity (document A): what the list of their invoices shows, kept as snapshots, so that reading it
-- asks no other table. And the runs of backfills, which write such caches anew.

create table invoicing.customer_invoice_summaries (
  company_id uuid not null references auth.companies (id),
  invoice_id uuid not null,
  customer_id uuid not null,
  invoice_number text not null check (char_length(invoice_number) between 1 and 50),
  status text not null check (status in ('draft', 'sent', 'partial', 'paid', 'void')),
  settled_by text check (settled_by in ('payment', 'credit')),
  currency char(3) not null,
  total invoicing.money not null check (total >= 0),
  created_at timestamptz not null,
  -- Exactly when the invoice came from an online order.
  read_only boolean not null,
  edited_by_hand boolean not null default false,
  -- Which fields the hand holds against later changes. Null on an entry marked by hand: all of them.
  edited_fields text[] check (edited_fields <@ array['invoice_number', 'status', 'total']),
  version int not null default 1,
  updated_at timestamptz not null default now(),
  primary key (company_id, invoice_id),
  -- A draft that is moved takes its entry along.
  foreign key (company_id, invoice_id, customer_id)
    references invoicing.invoices (company_id, id, customer_id) on update cascade,
  check (not (read_only and edited_by_hand)),
  check (edited_by_hand or edited_fields is null)
);
create index customer_invoice_summaries_by_customer
  on invoicing.customer_invoice_summaries (company_id, customer_id, created_at, invoice_id);

-- Invoices that exist get their entries. Under FORCE the owner sees no rows, so the force rests meanwhile.
alter table invoicing.invoices no force row level security;
insert into invoicing.customer_invoice_summaries (company_id, invoice_id, customer_id, invoice_number, status, settled_by,
  currency, total, created_at, read_only)
select i.company_id, i.id, i.customer_id, i.invoice_number, i.status,
  case when i.status = 'paid' then case when i.amount_paid > 0 then 'payment' else 'credit' end end,
  i.currency, i.total, i.created_at, i.origin = 'online_order'
from invoicing.invoices i;
alter table invoicing.invoices force row level security;

-- Whatever changes an invoice, through whichever statement, changes its entry: no operation can forget it, and none
-- makes a round trip for it. What the hand holds stays.
create function invoicing.keep_invoice_summary() returns trigger
  language plpgsql set search_path = ''
  as $$
  declare
    settled text := case when new.status = 'paid' then case when new.amount_paid > 0 then 'payment' else 'credit' end end;
  begin
    if tg_op = 'UPDATE' then
      update invoicing.customer_invoice_summaries s set
        customer_id = new.customer_id,
        invoice_number =
          case when coalesce('invoice_number' = any(s.edited_fields), s.edited_by_hand) then s.invoice_number
            else new.invoice_number end,
        status = case when coalesce('status' = any(s.edited_fields), s.edited_by_hand) then s.status else new.status end,
        settled_by =
          case when coalesce('status' = any(s.edited_fields), s.edited_by_hand) then s.settled_by else settled end,
        total = case when coalesce('total' = any(s.edited_fields), s.edited_by_hand) then s.total else new.total end,
        version = s.version + 1, updated_at = now()
      where s.company_id = new.company_id and s.invoice_id = new.id;
      if found then
        return null;
      end if;
    end if;
    insert into invoicing.customer_invoice_summaries (company_id, invoice_id, customer_id, invoice_number, status,
      settled_by, currency, total, created_at, read_only)
    values (new.company_id, new.id, new.customer_id, new.invoice_number, new.status,
      settled, new.currency, new.total, new.created_at, new.origin = 'online_order');
    return null;
  end $$;
create trigger invoices_summary_made after insert on invoicing.invoices
  for each row execute function invoicing.keep_invoice_summary();
-- Most payments on a partly paid invoice, and every note, change nothing that the entry shows.
create trigger invoices_summary_kept after update on invoicing.invoices
  for each row when (
    (new.status, new.total, new.customer_id, new.amount_paid > 0)
      is distinct from (old.status, old.total, old.customer_id, old.amount_paid > 0)
  ) execute function invoicing.keep_invoice_summary();

-- One row a run of a backfill. Each batch moves the place and the counts in its own transaction, so that a run that was
-- cut off goes on where its last batch ended.
create table invoicing.backfill_runs (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  name text not null check (name ~ '^[a-z]+(-[a-z]+)*$'),
  after_customer_id uuid,
  batches int not null default 0,
  scanned bigint not null default 0,
  written bigint not null default 0,
  removed bigint not null default 0,
  kept bigint not null default 0,
  unchanged bigint not null default 0,
  started_by_user_id uuid not null references auth.users (id),
  started_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, after_customer_id) references invoicing.customers (company_id, id)
);
create index backfill_runs_by_name on invoicing.backfill_runs (company_id, name, started_at desc);

do $$
declare
  secured text;
begin
  foreach secured in array array['customer_invoice_summaries', 'backfill_runs']
  loop
    execute format('alter table invoicing.%I enable row level security', secured);
    execute format('alter table invoicing.%I force row level security', secured);
    execute format(
      'create policy company on invoicing.%I to platen_app
         using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)
         with check (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', secured);
    execute format('grant select, insert, update on invoicing.%I to platen_app', secured);
  end loop;
end $$;
grant delete on invoicing.customer_invoice_summaries to platen_app;
