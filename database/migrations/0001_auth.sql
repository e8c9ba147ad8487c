-- Who there is: people, API keys and Platen itself, the companies, and who belongs to which.
-- Schema auth is closed to the application: it comes in through the functions of the next file only.
create schema auth;
create schema invoicing;
revoke all on schema auth, invoicing from public;
grant usage on schema auth to platen_app, platen_auth;
grant usage on schema invoicing to platen_app, platen_search, platen_auth;
create extension if not exists btree_gin with schema public;

create table auth.users (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('person', 'api_key', 'system')),
  name text not null check (char_length(name) between 1 and 200),
  email text check (char_length(email) <= 255),
  password_hash text,
  created_at timestamptz not null default now(),
  check ((kind = 'person') = (email is not null))
);
create unique index users_email on auth.users (lower(email));

create table auth.companies (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 60),
  name text not null check (char_length(name) between 1 and 200),
  created_at timestamptz not null default now()
);

create table auth.memberships (
  company_id uuid not null references auth.companies (id),
  user_id uuid not null references auth.users (id),
  role text not null check (role in ('owner', 'admin', 'accountant', 'sales', 'viewer')),
  extra_permissions text[] not null default '{}',
  created_at timestamptz not null default now(),
  primary key (company_id, user_id)
);
create index memberships_by_user on auth.memberships (user_id);

-- A session is known by the SHA-256 of its token; the token itself is only in the browser's cookie.
create table auth.sessions (
  token_hash bytea primary key,
  user_id uuid not null references auth.users (id),
  company_id uuid references auth.companies (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sessions_by_user on auth.sessions (user_id);

create table auth.invitations (
  token_hash bytea primary key,
  user_id uuid not null unique references auth.users (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

-- Every key has a user of its own, so that every "by whom" has an answer.
create table auth.api_keys (
  company_id uuid not null references auth.companies (id),
  id uuid not null default gen_random_uuid(),
  user_id uuid not null references auth.users (id),
  name text not null check (char_length(name) between 1 and 100),
  prefix text not null,
  key_hash bytea not null unique,
  role text not null check (role in ('owner', 'admin', 'accountant', 'sales', 'viewer')),
  created_by_user_id uuid references auth.users (id),
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (company_id, id)
);

grant select, insert, update, delete on all tables in schema auth to platen_auth;
