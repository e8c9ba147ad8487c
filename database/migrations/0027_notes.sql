-- What the shop notes about an invoice or a credit memo, line upon line. A note is never changed; it can be taken away and
-- brought back, and its row keeps what it said.
create table invoicing.notes (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  customer_id uuid not null,
  invoice_id uuid,
  credit_memo_id uuid,
  body text not null check (char_length(body) between 1 and 20000),
  written_by_user_id uuid not null references auth.users (id),
  created_at timestamptz not null default clock_timestamp(),
  deleted_at timestamptz,
  primary key (company_id, id),
  constraint notes_of_one_document check (num_nonnulls(invoice_id, credit_memo_id) = 1),
  -- A draft may get another customer; its notes go along.
  foreign key (company_id, invoice_id, customer_id)
    references invoicing.invoices (company_id, id, customer_id) on update cascade,
  foreign key (company_id, credit_memo_id, customer_id)
    references invoicing.credit_memos (company_id, id, customer_id)
);
create index notes_by_invoice on invoicing.notes (company_id, invoice_id, created_at, id)
  where invoice_id is not null;
create index notes_by_credit_memo on invoicing.notes (company_id, credit_memo_id, created_at, id)
  where credit_memo_id is not null;

create function invoicing.keep_note() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    if tg_op = 'DELETE' or (to_jsonb(old) - 'deleted_at' - 'customer_id')
      is distinct from (to_jsonb(new) - 'deleted_at' - 'customer_id')
    then
      raise exception 'What was noted stays as it was written' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
create trigger notes_keep before update or delete on invoicing.notes
  for each row execute function invoicing.keep_note();

alter table invoicing.notes enable row level security;
alter table invoicing.notes force row level security;
create policy company on invoicing.notes to platen_app
  using (company_id = nullif(current_setting('app.company_id', true), '')::uuid)
  with check (company_id = nullif(current_setting('app.company_id', true), '')::uuid);
grant select, insert on invoicing.notes to platen_app;
grant update (deleted_at) on invoicing.notes to platen_app;
