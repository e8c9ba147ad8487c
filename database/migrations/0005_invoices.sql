create table invoicing.invoices (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  invoice_number text not null check (char_length(invoice_number) between 1 and 50),
  number_series text not null default 'invoice' check (number_series in ('invoice', 'imported')),
  -- Sorting is by number, not by text.
  number_value bigint not null,
  customer_id uuid not null,
  -- Copied at issue; a draft shows the customer as it is.
  customer_name varchar(255),
  origin text not null default 'in_store' check (origin in ('online_order', 'in_store')),
  currency char(3) not null,
  payment_terms text not null
    check (payment_terms in ('due_on_receipt', 'net_7', 'net_15', 'net_30', 'net_45', 'net_60', 'net_90')),
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
  issue_date date,
  due_date date,
  posting_date date,
  issued_at timestamptz,
  issued_by_user_id uuid references auth.users (id),
  content_checksum text check (content_checksum ~ '^[0-9a-f]{64}$'),
  delivery text not null default 'none' check (delivery in ('none', 'queued', 'sent', 'failed', 'unknown')),
  voided_at timestamptz,
  voided_by_user_id uuid references auth.users (id),
  void_reason text,
  -- Caches of the ledger, kept in the transaction that posts and compared with it at commit.
  amount_paid invoicing.money not null default 0 check (amount_paid >= 0),
  credited_total invoicing.money not null default 0 check (credited_total >= 0),
  settled_on date,
  -- Copied at issue, as the name is.
  billing_address jsonb,
  internal_notes text,
  customer_notes text,
  version int not null default 1,
  created_by_user_id uuid references auth.users (id),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  balance_due invoicing.money not null generated always as (
    case when voided_at is not null then 0 else total - amount_paid - credited_total end
  ) stored check (balance_due >= 0),
  status text not null generated always as (
    case
      when voided_at is not null then 'void'
      when issued_at is null then 'draft'
      when total - amount_paid - credited_total = 0 then 'paid'
      when amount_paid > 0 then 'partial'
      else 'sent'
    end
  ) stored,
  -- Whole minor units and a due date without null: comparisons of numeric are not leakproof, and a keyset needs a value.
  total_cents bigint not null generated always as ((total * 100)::bigint) stored,
  balance_due_cents bigint not null generated always as (
    (case when voided_at is not null then 0 else total - amount_paid - credited_total end * 100)::bigint
  ) stored,
  due_date_sort date not null generated always as (coalesce(due_date, '9999-12-31'::date)) stored,
  primary key (company_id, id),
  unique (company_id, id, customer_id),
  foreign key (company_id, customer_id) references invoicing.customers (company_id, id),
  check (due_date >= issue_date),
  check ((issued_at is null) or (issue_date is not null and due_date is not null and posting_date is not null
    and customer_name is not null and content_checksum is not null)),
  check ((voided_at is null and voided_by_user_id is null and void_reason is null)
    or (voided_at is not null and voided_by_user_id is not null and void_reason is not null and amount_paid = 0
      and credited_total = 0)),
  check (issued_at is not null or (amount_paid = 0 and credited_total = 0))
);
create unique index invoices_number on invoicing.invoices (company_id, invoice_number);
create index invoices_by_number on invoicing.invoices (company_id, number_value, id);
create index invoices_by_due_date on invoicing.invoices (company_id, due_date_sort, id);
create index invoices_by_created on invoicing.invoices (company_id, created_at, id);
create index invoices_by_total on invoicing.invoices (company_id, total_cents, id);
create index invoices_by_balance on invoicing.invoices (company_id, balance_due_cents, id);
create index invoices_by_customer on invoicing.invoices (company_id, customer_id, created_at, id);
create index invoices_open on invoicing.invoices (company_id, due_date_sort, id)
  include (balance_due_cents, currency) where status in ('sent', 'partial');
create index invoices_open_by_customer on invoicing.invoices (company_id, customer_id, due_date_sort)
  include (balance_due_cents) where status in ('sent', 'partial');
create index invoices_draft on invoicing.invoices (company_id, created_at, id) where status = 'draft';
create index invoices_settled on invoicing.invoices (company_id, settled_on) include (issue_date)
  where settled_on is not null;

create table invoicing.invoice_line_items (
  company_id uuid not null,
  id uuid not null default gen_random_uuid(),
  invoice_id uuid not null,
  position int not null check (position >= 1),
  kind text not null check (kind in ('item', 'fee')),
  line_group text,
  description text not null check (description <> ''),
  quantity numeric(11, 4) not null check (quantity > 0 and quantity <> 'NaN'),
  unit_price invoicing.money not null check (unit_price >= 0),
  taxable boolean not null,
  tax_rate numeric(7, 4) check (tax_rate between 0 and 100),
  line_total invoicing.money not null check (line_total >= 0),
  -- The line's share of the discounts; credits are net of it.
  discount_share invoicing.money not null check (discount_share between 0 and line_total),
  primary key (company_id, id),
  foreign key (company_id, invoice_id) references invoicing.invoices (company_id, id)
);
create unique index invoice_line_items_position on invoicing.invoice_line_items (company_id, invoice_id, position);

create function invoicing.keep_issued_invoice() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    if tg_op = 'DELETE' then
      raise exception 'Numbered invoices are never deleted: void % instead', old.invoice_number
        using errcode = 'restrict_violation';
    end if;
    if row(old.company_id, old.id, old.invoice_number, old.number_series, old.number_value, old.origin, old.currency,
        old.created_at, old.created_by_user_id)
      is distinct from
      row(new.company_id, new.id, new.invoice_number, new.number_series, new.number_value, new.origin, new.currency,
        new.created_at, new.created_by_user_id)
    then
      raise exception 'Number, origin and currency of invoice % are fixed', old.invoice_number
        using errcode = 'restrict_violation';
    end if;
    if old.issued_at is not null and row(old.customer_id, old.customer_name, old.payment_terms, old.itemization_mode,
        old.discounts, old.shipping, old.shipping_taxable, old.tax_rate, old.taxes, old.tax_exemption_reason,
        old.subtotal, old.discount_total, old.tax_amount, old.total, old.issue_date, old.due_date, old.posting_date,
        old.issued_at, old.issued_by_user_id, old.content_checksum, old.customer_notes, old.billing_address)
      is distinct from
      row(new.customer_id, new.customer_name, new.payment_terms, new.itemization_mode,
        new.discounts, new.shipping, new.shipping_taxable, new.tax_rate, new.taxes, new.tax_exemption_reason,
        new.subtotal, new.discount_total, new.tax_amount, new.total, new.issue_date, new.due_date, new.posting_date,
        new.issued_at, new.issued_by_user_id, new.content_checksum, new.customer_notes, new.billing_address)
    then
      raise exception 'Invoice % is issued: its content cannot change', old.invoice_number
        using errcode = 'restrict_violation';
    end if;
    if old.voided_at is not null and row(old.voided_at, old.voided_by_user_id, old.void_reason)
      is distinct from row(new.voided_at, new.voided_by_user_id, new.void_reason)
    then
      raise exception 'Invoice % is void and stays so', old.invoice_number using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
create trigger invoices_keep_issued before update or delete on invoicing.invoices
  for each row execute function invoicing.keep_issued_invoice();

create function invoicing.keep_issued_lines() returns trigger
  language plpgsql set search_path = ''
  as $$
  declare
    line record := case when tg_op = 'DELETE' then old else new end;
  begin
    -- Only a row of another transaction can be issued before its lines are there; one's own INSERT of both is seen.
    if exists (
      select 1 from invoicing.invoices i
      where i.company_id = line.company_id and i.id = line.invoice_id and i.issued_at is not null
        and i.xmin::text <> (pg_current_xact_id()::xid)::text
    ) then
      raise exception 'The invoice is issued: its lines cannot change' using errcode = 'restrict_violation';
    end if;
    return line;
  end $$;
create trigger invoice_line_items_keep_issued before insert or update or delete on invoicing.invoice_line_items
  for each row execute function invoicing.keep_issued_lines();
