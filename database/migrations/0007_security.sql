-- Row-level security, forced: the second lock. Every statement names its company itself as well.
do $$
declare
  secured regclass;
begin
  for secured in
    select c.oid from pg_class c
    where c.relnamespace = 'invoicing'::regnamespace and c.relkind in ('r', 'p')
  loop
    execute format('alter table %s enable row level security', secured);
    execute format('alter table %s force row level security', secured);
    execute format(
      'create policy company on %s to platen_app
         using (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)
         with check (company_id = nullif(current_setting(''app.company_id'', true), '''')::uuid)', secured);
  end loop;
end $$;

grant select on all tables in schema invoicing to platen_app;
grant insert, update on invoicing.company_settings, invoicing.number_counters, invoicing.customers,
  invoicing.customer_totals, invoicing.invoices, invoicing.idempotency_keys to platen_app;
grant insert on invoicing.number_skips, invoicing.audit_entries, invoicing.payments, invoicing.payment_allocations,
  invoicing.receivable_entries to platen_app;
grant update (allocated) on invoicing.payments to platen_app;
grant update (released_at) on invoicing.payment_allocations to platen_app;
grant insert, update, delete on invoicing.invoice_line_items to platen_app;

-- Search runs as a role of its own, because trigram operators are not leakproof: under row-level security the index
-- would not be used. The function names the company itself.
create policy search on invoicing.customers for select to platen_search using (true);
grant select on invoicing.customers to platen_search;

create function invoicing.search_customers(pattern text, maximum int) returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    select c.id from invoicing.customers c
    where c.company_id = nullif(current_setting('app.company_id', true), '')::uuid
      and c.search_text like pattern and c.deleted_at is null
    order by c.name_sort collate "C", c.id limit maximum;
  end;
revoke all on function invoicing.search_customers from public;
grant execute on function invoicing.search_customers to platen_app;
grant create on schema invoicing to platen_search;
alter function invoicing.search_customers owner to platen_search;
revoke create on schema invoicing from platen_search;
