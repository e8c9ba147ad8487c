-- Quotes and jobs are also found by what the work is called: from three letters on, so that an index finds them.

create index quotes_title_search on invoicing.quotes
  using gin (company_id, lower(title) public.gin_trgm_ops) where title is not null;
create index jobs_title_search on invoicing.jobs using gin (company_id, lower(title) public.gin_trgm_ops);

create policy search on invoicing.quotes for select to platen_search using (true);
create policy search on invoicing.jobs for select to platen_search using (true);
grant select on invoicing.quotes, invoicing.jobs to platen_search;

create function invoicing.search_quotes(pattern text, maximum int) returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    select q.id from invoicing.quotes q
    where q.company_id = nullif(current_setting('app.company_id', true), '')::uuid
      and char_length(pattern) > 4 and lower(q.title) like pattern and q.title is not null
    order by q.created_at desc, q.id desc limit maximum;
  end;
create function invoicing.search_jobs(pattern text, maximum int) returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    select j.id from invoicing.jobs j
    where j.company_id = nullif(current_setting('app.company_id', true), '')::uuid
      and char_length(pattern) > 4 and lower(j.title) like pattern
    order by j.created_at desc, j.id desc limit maximum;
  end;
revoke all on function invoicing.search_quotes, invoicing.search_jobs from public;
grant execute on function invoicing.search_quotes, invoicing.search_jobs to platen_app;
grant create on schema invoicing to platen_search;
alter function invoicing.search_quotes owner to platen_search;
alter function invoicing.search_jobs owner to platen_search;
revoke create on schema invoicing from platen_search;
