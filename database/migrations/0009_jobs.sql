-- Work done later, by worker processes. The queue itself is graphile-worker's, in a schema of its own that the migrator
-- brings up to date; the application only puts jobs in, through the function at the end.

-- One row a worker process, renewed every few seconds; what the dead held is given back to the others.
create schema jobs;
revoke all on schema jobs from public;
grant usage on schema jobs to platen_worker;
create table jobs.worker_processes (
  id uuid primary key,
  worker_ids text[] not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);
grant select, insert, update, delete on jobs.worker_processes to platen_worker;

-- A job may run twice; what it does happens once. The row is written in the transaction of the effect.
create table invoicing.effects (
  company_id uuid not null references auth.companies (id),
  effect_key text not null check (char_length(effect_key) between 1 and 200),
  happened_at timestamptz not null default now(),
  primary key (company_id, effect_key)
);
alter table invoicing.effects enable row level security;
alter table invoicing.effects force row level security;
create policy company on invoicing.effects to platen_app
  using (company_id = nullif(current_setting('app.company_id', true), '')::uuid)
  with check (company_id = nullif(current_setting('app.company_id', true), '')::uuid);
grant select, insert on invoicing.effects to platen_app;
create trigger effects_append_only before update or delete on invoicing.effects
  for each row execute function invoicing.refuse_change();

-- What the worker's schedule asks about all companies at once: where their day begins, and whose credit limits began or
-- ended. As platen_auth, because a company's own transaction sees only its own.
create policy schedule on invoicing.company_settings for select to platen_auth using (true);
create policy schedule on invoicing.customer_credit_limits for select to platen_auth using (true);
grant select (company_id, time_zone) on invoicing.company_settings to platen_auth;
grant select (company_id, status, effective_at, expires_at) on invoicing.customer_credit_limits to platen_auth;
create index customer_credit_limits_beginning on invoicing.customer_credit_limits (effective_at) where status = 'approved';
create index customer_credit_limits_ending on invoicing.customer_credit_limits (expires_at)
  where status = 'approved' and expires_at is not null;

create function auth.company_time_zones() returns table (company_id uuid, time_zone text)
  language sql stable security definer set search_path = ''
  begin atomic
    select s.company_id, s.time_zone from invoicing.company_settings s order by s.company_id;
  end;

create function auth.companies_whose_limits_moved(since timestamptz) returns setof uuid
  language sql stable security definer set search_path = ''
  begin atomic
    select l.company_id from invoicing.customer_credit_limits l
    where l.status = 'approved' and l.effective_at > companies_whose_limits_moved.since and l.effective_at <= now()
    union
    select l.company_id from invoicing.customer_credit_limits l
    where l.status = 'approved' and l.expires_at > companies_whose_limits_moved.since and l.expires_at <= now();
  end;

-- The one way in for jobs: of the transaction's company, whose id is put into the payload and into the key, so that no
-- company can enqueue for another or replace its jobs. Of jobs with one key only the last waits.
create function invoicing.enqueue(task text, payload jsonb, job_key text, run_at timestamptz) returns void
  language plpgsql volatile security definer set search_path = ''
  as $$
  declare
    company uuid := nullif(current_setting('app.company_id', true), '')::uuid;
  begin
    if company is null then
      raise exception 'A job belongs to a company' using errcode = 'insufficient_privilege';
    end if;
    perform graphile_worker.add_job(
      identifier => enqueue.task,
      payload => (enqueue.payload || pg_catalog.jsonb_build_object('companyId', company))::json,
      run_at => enqueue.run_at,
      job_key => company || ' ' || enqueue.job_key
    );
  end $$;

do $$
declare fn regprocedure;
begin
  grant create on schema auth to platen_auth;
  foreach fn in array array['auth.company_time_zones()', 'auth.companies_whose_limits_moved(timestamptz)']::regprocedure[] loop
    execute format('revoke all on function %s from public', fn);
    execute format('grant execute on function %s to platen_app', fn);
    execute format('alter function %s owner to platen_auth', fn);
  end loop;
  revoke create on schema auth from platen_auth;
  grant usage, create on schema invoicing to platen_worker;
  revoke all on function invoicing.enqueue from public;
  grant execute on function invoicing.enqueue to platen_app;
  alter function invoicing.enqueue owner to platen_worker;
  revoke create on schema invoicing from platen_worker;
end $$;
