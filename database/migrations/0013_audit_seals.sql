-- The audit log as a chain. A sealer gives each entry, once it is committed, the next position of its company and a hash
-- over the hash before it, the position and the entry: nothing can be changed, taken out, put in or moved without every
-- later hash changing, and the last hash is noted down outside the database. The chain is beside the entries and not in
-- them, because a chain inside each transaction would let a company write one thing at a time. There is no foreign key:
-- that an entry is still there is what the chain shows, and a key would lock each entry that is sealed.
create table invoicing.audit_seals (
  company_id uuid not null references auth.companies (id),
  position bigint not null check (position >= 1),
  entry_id bigint not null,
  hash bytea not null check (octet_length(hash) = 32),
  sealed_at timestamptz not null default clock_timestamp(),
  primary key (company_id, position)
);
create unique index audit_seals_entry on invoicing.audit_seals (company_id, entry_id);
alter table invoicing.audit_seals enable row level security;
alter table invoicing.audit_seals force row level security;
create policy company on invoicing.audit_seals to platen_app
  using (company_id = nullif(current_setting('app.company_id', true), '')::uuid)
  with check (company_id = nullif(current_setting('app.company_id', true), '')::uuid);
grant select, insert on invoicing.audit_seals to platen_app;
create trigger audit_seals_append_only before update or delete on invoicing.audit_seals
  for each row execute function invoicing.refuse_change();
create trigger audit_seals_keep before truncate on invoicing.audit_seals
  for each statement execute function invoicing.refuse_change();

-- Where something was written after an entry, for the sealer, which looks at all companies at once. The limit keeps it a
-- look at the end of each company's index.
create policy sealer on invoicing.audit_entries for select to platen_auth using (true);
grant select (company_id, id) on invoicing.audit_entries to platen_auth;

create function auth.newest_audit_entries(after_id bigint) returns table (company_id uuid, entry_id bigint)
  language sql stable security definer set search_path = ''
  begin atomic
    select c.id, newest.id from auth.companies c
    cross join lateral (
      select a.id from invoicing.audit_entries a
      where a.company_id = c.id and a.id > newest_audit_entries.after_id order by a.id desc limit 1
    ) newest;
  end;

do $$
begin
  grant create on schema auth to platen_auth;
  revoke all on function auth.newest_audit_entries(bigint) from public;
  grant execute on function auth.newest_audit_entries(bigint) to platen_app;
  alter function auth.newest_audit_entries(bigint) owner to platen_auth;
  revoke create on schema auth from platen_auth;
end $$;
