-- One or two letters, which no index knows, are walked to the end by name. Where they fit hardly anybody of the first
-- thousand, all customers are looked at in the order in which they lie instead, which is three times as fast.
drop function invoicing.search_customers(text, int);
create function invoicing.search_customers(pattern text, maximum int) returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    with near as materialized (
      select c.id, c.name_sort from (
        select id, name_sort, search_text from invoicing.customers
        where company_id = nullif(current_setting('app.company_id', true), '')::uuid and deleted_at is null
        order by name_sort collate "C", id limit 1000) c
      where c.search_text like pattern limit maximum
    ), rare as materialized (
      select c.id, c.name_sort from invoicing.customers c
      where (select count(*) from near) < maximum and char_length(pattern) > 4
        and c.company_id = nullif(current_setting('app.company_id', true), '')::uuid and c.deleted_at is null
        and c.search_text like pattern
    ), short as materialized (
      select c.id, c.name_sort from invoicing.customers c
      where (select count(*) from near) < least(maximum, 10) and char_length(pattern) <= 4
        and c.company_id = nullif(current_setting('app.company_id', true), '')::uuid and c.deleted_at is null
        and case when c.search_text like pattern then 1 else 0 end > 0
    ), called as materialized (
      select p.customer_id from invoicing.customer_contacts p
      where char_length(pattern) > 4
        and p.company_id = nullif(current_setting('app.company_id', true), '')::uuid
        and p.search_text like pattern and p.deleted_at is null
      limit 2000
    )
    select found.id from (
      select id, name_sort from near
      union
      select id, name_sort from rare
      union
      select c.id, c.name_sort from invoicing.customers c
      where c.company_id = nullif(current_setting('app.company_id', true), '')::uuid and c.deleted_at is null
        and c.id in (select customer_id from called)
      union
      select id, name_sort from short
      union
      (select c.id, c.name_sort from invoicing.customers c
       where (select count(*) from near) between 10 and maximum - 1 and char_length(pattern) <= 4
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
