-- Which backups of this installation were written, and from which one it was restored: a backup cannot say of itself that
-- it is done, so the row is written after the file. Of the whole installation, not of one company.
create table auth.backups (
  id uuid primary key,
  -- The instant that it shows: everything committed before is in it, nothing after.
  taken_at timestamptz not null,
  finished_at timestamptz not null,
  file_name text not null check (char_length(file_name) between 1 and 1000),
  bytes bigint not null check (bytes > 0),
  row_count bigint not null check (row_count >= 0),
  platen_version text not null,
  checksum text not null check (checksum ~ '^[0-9a-f]{64}$'),
  restored_at timestamptz
);
create index backups_by_time on auth.backups (taken_at desc);
grant select on auth.backups to platen_auth;

-- The newest backup that there is, for whoever looks after the installation; no row when none was ever written.
create function auth.last_backup()
  returns table (taken_at timestamptz, finished_at timestamptz, bytes bigint, row_count bigint, restored_at timestamptz)
  language sql stable security definer set search_path = ''
  begin atomic
    select b.taken_at, b.finished_at, b.bytes, b.row_count, b.restored_at
    from auth.backups b order by b.taken_at desc limit 1;
  end;

do $$
begin
  grant create on schema auth to platen_auth;
  revoke all on function auth.last_backup() from public;
  grant execute on function auth.last_backup() to platen_app;
  alter function auth.last_backup() owner to platen_auth;
  revoke create on schema auth from platen_auth;
end $$;
