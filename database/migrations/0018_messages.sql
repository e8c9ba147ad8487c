-- What is said to customers by mail. A message is put here in the transaction of what it tells of; delivering it is
-- another fact.
create table invoicing.messages (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  kind text not null check (kind in ('invoice', 'reminder')),
  customer_id uuid not null,
  invoice_id uuid not null,
  recipients text[] not null check (cardinality(recipients) between 1 and 10),
  subject text not null check (subject <> ''),
  body text not null,
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed', 'unknown')),
  created_by_user_id uuid not null references auth.users (id),
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, invoice_id, customer_id) references invoicing.invoices (company_id, id, customer_id)
);
create index messages_by_time on invoicing.messages (company_id, created_at desc, id desc);

-- At most one reminder an invoice and day, whoever sends it.
create table invoicing.invoice_reminders (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  invoice_id uuid not null,
  customer_id uuid not null,
  message_id uuid not null,
  reminder_date date not null,
  balance_due invoicing.money not null,
  days_overdue int not null,
  sent_by_user_id uuid not null references auth.users (id),
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  foreign key (company_id, invoice_id, customer_id) references invoicing.invoices (company_id, id, customer_id),
  foreign key (company_id, message_id) references invoicing.messages (company_id, id)
);
create unique index invoice_reminders_once on invoicing.invoice_reminders (company_id, invoice_id, reminder_date);

create function invoicing.keep_message() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    if tg_op = 'DELETE' or (to_jsonb(old) - 'status') is distinct from (to_jsonb(new) - 'status') then
      raise exception 'A message stays as it was written; only its delivery is told' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
create trigger messages_keep before update or delete on invoicing.messages
  for each row execute function invoicing.keep_message();
create trigger invoice_reminders_append_only before update or delete on invoicing.invoice_reminders
  for each row execute function invoicing.refuse_change();

do $$
declare
  secured text;
begin
  foreach secured in array array['messages', 'invoice_reminders']
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
grant update (status) on invoicing.messages to platen_app;
