-- A customer is also found by the name and the phone of a contact, and a search reads along an index however many
-- customers there are.

alter table invoicing.customer_contacts add column search_text text not null generated always as (
  lower(first_name || ' ' || last_name || ' ' || email || ' ' || coalesce(phone, ''))
) stored;
drop index invoicing.customer_contacts_search;
create index customer_contacts_search on invoicing.customer_contacts
  using gin (company_id, search_text public.gin_trgm_ops) where deleted_at is null;

-- Customers and contacts are asked apart, each by its own index: with `or` between them neither would be used. One or two
-- letters have no trigram and fit many: for them the customers are walked by name until there are enough, which the
-- planner only does when it does not expect the pattern to be rare; hence the condition that is no pattern to it. What
-- every other contact has in their e-mail is no search: of so many some are enough.
drop function invoicing.search_customers(text, int);
create function invoicing.search_customers(pattern text, maximum int) returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    select found.id from (
      (select c.id, c.name_sort from invoicing.customers c
       where char_length(pattern) > 4
         and c.company_id = nullif(current_setting('app.company_id', true), '')::uuid and c.deleted_at is null
         and c.search_text like pattern
       order by c.name_sort collate "C", c.id limit maximum)
      union
      (select c.id, c.name_sort from invoicing.customers c
       where char_length(pattern) > 4
         and c.company_id = nullif(current_setting('app.company_id', true), '')::uuid and c.deleted_at is null
         and c.id in (
           select p.customer_id from invoicing.customer_contacts p
           where p.company_id = nullif(current_setting('app.company_id', true), '')::uuid
             and p.search_text like pattern and p.deleted_at is null
           limit 2000)
       order by c.name_sort collate "C", c.id limit maximum)
      union
      (select c.id, c.name_sort from invoicing.customers c
       where char_length(pattern) <= 4
         and c.company_id = nullif(current_setting('app.company_id', true), '')::uuid and c.deleted_at is null
         and case when c.search_text like pattern then 1 else 0 end > 0
       order by c.name_sort collate "C", c.id limit maximum)
    ) found
    order by found.name_sort collate "C", found.id limit maximum;
  end;
revoke all on function invoicing.search_customers from public;
grant execute on function invoicing.search_customers to platen_app;
grant create on schema invoicing to platen_search;
alter function invoicing.search_customers owner to platen_search;
revoke create on schema invoicing from platen_search;
