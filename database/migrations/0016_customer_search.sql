-- A customer is also found by the e-mail of a contact, and an import finds customers by their own e-mail.

-- lower() in a query is not leakproof, so the e-mail that is compared is kept lower-cased, as in customer_contacts.
alter table invoicing.customers add column email_key text generated always as (lower(email)) stored;
create index customers_by_email_key on invoicing.customers (company_id, email_key)
  where email_key is not null and deleted_at is null;

create index customer_contacts_search on invoicing.customer_contacts
  using gin (company_id, email_key public.gin_trgm_ops) where deleted_at is null;
create policy search on invoicing.customer_contacts for select to platen_search using (true);
grant select on invoicing.customer_contacts to platen_search;

-- Who a contact belongs to is gathered once and looked up as the customers are walked by name; that keeps their order, and
-- a search for one or two letters, which would gather everybody, looks at the customers alone.
drop function invoicing.search_customers(text, int);
create function invoicing.search_customers(pattern text, maximum int) returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    select c.id from invoicing.customers c
    where c.company_id = nullif(current_setting('app.company_id', true), '')::uuid and c.deleted_at is null
      and (c.search_text like pattern or (char_length(pattern) > 4 and c.id in (
        select p.customer_id from invoicing.customer_contacts p
        where p.company_id = nullif(current_setting('app.company_id', true), '')::uuid
          and p.email_key like pattern and p.deleted_at is null)))
    order by c.name_sort collate "C", c.id limit maximum;
  end;
revoke all on function invoicing.search_customers from public;
grant execute on function invoicing.search_customers to platen_app;
grant create on schema invoicing to platen_search;
alter function invoicing.search_customers owner to platen_search;
revoke create on schema invoicing from platen_search;
