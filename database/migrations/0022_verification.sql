-- How the books stood when they were last verified: a row a run, of the command line, of the night, or of somebody who
-- asked. Beside the books, not of them: what it says can be found out again at any time.
create table invoicing.verification_runs (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  door text not null check (door in ('screen', 'rest', 'cli', 'worker')),
  started_by_user_id uuid not null references auth.users (id),
  started_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  -- How long it looked, without the wait for a worker.
  took_ms int check (took_ms >= 0),
  lines int not null check (lines >= 1),
  checked int not null default 0 check (checked between 0 and lines),
  broken jsonb not null default '[]' check (jsonb_typeof(broken) = 'array'),
  -- Why it could not be finished.
  failure text,
  primary key (company_id, id),
  check ((finished_at is null) = (took_ms is null)),
  check (finished_at is not null or (broken = '[]' and failure is null))
);
create index verification_runs_by_time on invoicing.verification_runs (company_id, started_at desc, id);

alter table invoicing.verification_runs enable row level security;
alter table invoicing.verification_runs force row level security;
create policy company on invoicing.verification_runs to platen_app
  using (company_id = nullif(current_setting('app.company_id', true), '')::uuid)
  with check (company_id = nullif(current_setting('app.company_id', true), '')::uuid);
grant select, insert, update on invoicing.verification_runs to platen_app;

create function invoicing.keep_verification_run() returns trigger
  language plpgsql set search_path = ''
  as $$
  begin
    if tg_op = 'DELETE' or old.finished_at is not null then
      raise exception 'What a verification found stays' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
create trigger verification_runs_keep before update or delete on invoicing.verification_runs
  for each row execute function invoicing.keep_verification_run();

-- What waits in the queue for the transaction's company, by task. Its jobs are known by their key, which begins with the
-- company's id. A job that failed for the last time is never tried again by itself.
create function invoicing.job_queue()
  returns table (task text, waiting int, retrying int, failed int, oldest_due_at timestamptz, last_error text)
  language plpgsql stable security definer set search_path = ''
  as $$
  declare
    company uuid := nullif(current_setting('app.company_id', true), '')::uuid;
  begin
    return query
      select j.task_identifier,
        (count(*) filter (where j.attempts = 0 or j.locked_at is not null))::int,
        (count(*) filter (where j.attempts between 1 and j.max_attempts - 1 and j.locked_at is null))::int,
        (count(*) filter (where j.attempts >= j.max_attempts and j.locked_at is null))::int,
        min(j.run_at) filter (where j.run_at <= now() and j.attempts < j.max_attempts),
        (array_agg(j.last_error order by j.updated_at desc) filter (where j.last_error is not null))[1]
      from graphile_worker.jobs j where starts_with(j.key, company || ' ') group by 1 order by 1;
  end $$;

-- The worker processes that live, of the whole installation.
create function invoicing.living_workers() returns table (started_at timestamptz, seen_at timestamptz)
  language sql stable security definer set search_path = ''
  begin atomic
    select w.started_at, w.seen_at from jobs.worker_processes w
    where w.seen_at > now() - interval '1 minute' order by w.started_at;
  end;

do $$
declare fn regprocedure;
begin
  grant usage, create on schema invoicing to platen_worker;
  foreach fn in array array['invoicing.job_queue()', 'invoicing.living_workers()']::regprocedure[] loop
    execute format('revoke all on function %s from public', fn);
    execute format('grant execute on function %s to platen_app', fn);
    execute format('alter function %s owner to platen_worker', fn);
  end loop;
  revoke create on schema invoicing from platen_worker;
end $$;
