-- The only doors into schema auth. Each has a fixed search_path, runs as platen_auth and is granted by name.
-- Those that speak of a company take it from app.company_id, never from an argument.

create function auth.current_company_id() returns uuid
  language sql stable set search_path = ''
  return nullif(current_setting('app.company_id', true), '')::uuid;

-- Callers ---------------------------------------------------------------------------------------------------------

create function auth.resolve_session(token_hash bytea)
  returns table (user_id uuid, kind text, name text, email text, company_id uuid, role text, extra_permissions text[])
  language sql stable security definer set search_path = ''
  begin atomic
    select u.id, u.kind, u.name, u.email, m.company_id, m.role, m.extra_permissions
    from auth.sessions s
    join auth.users u on u.id = s.user_id
    left join auth.memberships m on m.user_id = s.user_id and m.company_id = s.company_id
    where s.token_hash = resolve_session.token_hash and s.expires_at > now();
  end;

create function auth.resolve_api_key(key_hash bytea)
  returns table (api_key_id uuid, user_id uuid, name text, company_id uuid, role text)
  language sql volatile security definer set search_path = ''
  begin atomic
    -- Written at most once a minute, so that a busy key does not write on every request.
    update auth.api_keys k set last_used_at = now()
    where k.key_hash = resolve_api_key.key_hash and k.revoked_at is null
      and (k.last_used_at is null or k.last_used_at < now() - interval '1 minute');
    select k.id, k.user_id, k.name, k.company_id, k.role
    from auth.api_keys k
    where k.key_hash = resolve_api_key.key_hash and k.revoked_at is null;
  end;

create function auth.company_by_slug(slug text) returns table (id uuid, name text)
  language sql stable security definer set search_path = ''
  begin atomic
    select c.id, c.name from auth.companies c where c.slug = company_by_slug.slug;
  end;

create function auth.companies_for_worker() returns table (id uuid, slug text)
  language sql stable security definer set search_path = ''
  begin atomic
    select c.id, c.slug from auth.companies c order by c.created_at, c.id;
  end;

create function auth.system_user(name text) returns uuid
  language plpgsql volatile security definer set search_path = ''
  as $$
  declare found_id uuid;
  begin
    -- One row per name; the lock keeps two processes that start at once from making two.
    perform pg_advisory_xact_lock(hashtextextended('auth.system_user', 0));
    select u.id into found_id from auth.users u where u.kind = 'system' and u.name = "system_user".name;
    if found_id is null then
      insert into auth.users (kind, name) values ('system', "system_user".name) returning id into found_id;
    end if;
    return found_id;
  end $$;

-- Signing in and up -----------------------------------------------------------------------------------------------

create function auth.any_person() returns boolean
  language sql stable security definer set search_path = ''
  begin atomic
    select exists (select 1 from auth.users u where u.kind = 'person');
  end;

create function auth.lock_sign_up() returns void
  language sql volatile set search_path = ''
  begin atomic
    select pg_advisory_xact_lock(hashtextextended('auth.sign_up', 0));
  end;

create function auth.person_by_email(email text) returns table (user_id uuid, name text, password_hash text)
  language sql stable security definer set search_path = ''
  begin atomic
    select u.id, u.name, u.password_hash from auth.users u where lower(u.email) = lower(person_by_email.email);
  end;

create function auth.create_person(name text, email text, password_hash text) returns uuid
  language sql volatile security definer set search_path = ''
  begin atomic
    insert into auth.users (kind, name, email, password_hash)
    values ('person', create_person.name, create_person.email, create_person.password_hash) returning id;
  end;

create function auth.create_session(token_hash bytea, user_id uuid, expires_at timestamptz) returns uuid
  language sql volatile security definer set search_path = ''
  begin atomic
    delete from auth.sessions s where s.user_id = create_session.user_id and s.expires_at <= now();
    -- The company last worked for is the one to begin with.
    insert into auth.sessions (token_hash, user_id, company_id, expires_at)
    values (create_session.token_hash, create_session.user_id, (
      select m.company_id from auth.memberships m
      left join lateral (
        select max(s.created_at) as at from auth.sessions s where s.user_id = m.user_id and s.company_id = m.company_id
      ) last on true
      where m.user_id = create_session.user_id
      order by last.at desc nulls last, m.created_at, m.company_id limit 1
    ), create_session.expires_at) returning company_id;
  end;

create function auth.end_session(token_hash bytea) returns void
  language sql volatile security definer set search_path = ''
  begin atomic
    delete from auth.sessions s where s.token_hash = end_session.token_hash;
  end;

create function auth.switch_company(token_hash bytea, company_id uuid) returns boolean
  language sql volatile security definer set search_path = ''
  begin atomic
    update auth.sessions s set company_id = switch_company.company_id
    where s.token_hash = switch_company.token_hash
      and exists (select 1 from auth.memberships m where m.user_id = s.user_id and m.company_id = switch_company.company_id)
    returning true;
  end;

create function auth.companies_of(user_id uuid) returns table (company_id uuid, slug text, name text, role text)
  language sql stable security definer set search_path = ''
  begin atomic
    select c.id, c.slug, c.name, m.role from auth.memberships m join auth.companies c on c.id = m.company_id
    where m.user_id = companies_of.user_id order by c.name, c.id;
  end;

create function auth.accept_invitation(token_hash bytea, password_hash text) returns uuid
  language sql volatile security definer set search_path = ''
  begin atomic
    with used as (
      delete from auth.invitations i where i.token_hash = accept_invitation.token_hash and i.expires_at > now()
      returning i.user_id
    )
    update auth.users u set password_hash = accept_invitation.password_hash from used where u.id = used.user_id
    returning u.id;
  end;

-- Companies and their members -------------------------------------------------------------------------------------

create function auth.create_company(id uuid, slug text, name text, owner_user_id uuid) returns text
  language plpgsql volatile security definer set search_path = ''
  as $$
  declare
    free_slug text := create_company.slug;
    attempt int := 1;
  begin
    perform pg_advisory_xact_lock(hashtextextended('auth.create_company', 0));
    while exists (select 1 from auth.companies c where c.slug = free_slug) loop
      attempt := attempt + 1;
      free_slug := create_company.slug || '-' || attempt;
    end loop;
    insert into auth.companies (id, slug, name) values (create_company.id, free_slug, create_company.name);
    if owner_user_id is not null then
      insert into auth.memberships (company_id, user_id, role) values (create_company.id, owner_user_id, 'owner');
    end if;
    return free_slug;
  end $$;

create function auth.company() returns table (id uuid, slug text, name text)
  language sql stable security definer set search_path = ''
  begin atomic
    select c.id, c.slug, c.name from auth.companies c where c.id = auth.current_company_id();
  end;

create function auth.rename_company(name text) returns void
  language sql volatile security definer set search_path = ''
  begin atomic
    update auth.companies c set name = rename_company.name where c.id = auth.current_company_id();
  end;

create function auth.members()
  returns table (user_id uuid, name text, email text, role text, extra_permissions text[], invited boolean)
  language sql stable security definer set search_path = ''
  begin atomic
    select u.id, u.name, u.email, m.role, m.extra_permissions, u.password_hash is null
    from auth.memberships m join auth.users u on u.id = m.user_id
    where m.company_id = auth.current_company_id() and u.kind = 'person' order by u.name, u.id;
  end;

create function auth.lock_members() returns void
  language sql volatile security definer set search_path = ''
  begin atomic
    select from auth.companies c where c.id = auth.current_company_id() for no key update;
  end;

create function auth.set_member(user_id uuid, role text, extra_permissions text[]) returns void
  language sql volatile security definer set search_path = ''
  begin atomic
    insert into auth.memberships (company_id, user_id, role, extra_permissions)
    values (auth.current_company_id(), set_member.user_id, set_member.role, set_member.extra_permissions)
    on conflict (company_id, user_id)
      do update set role = excluded.role, extra_permissions = excluded.extra_permissions;
  end;

create function auth.remove_member(user_id uuid) returns void
  language sql volatile security definer set search_path = ''
  begin atomic
    update auth.sessions s set company_id = null
    where s.user_id = remove_member.user_id and s.company_id = auth.current_company_id();
    delete from auth.memberships m
    where m.user_id = remove_member.user_id and m.company_id = auth.current_company_id();
  end;

-- True when a link was made. It opens every company of the person, so only the one company that invited somebody may
-- make or renew theirs.
create function auth.invite(user_id uuid, token_hash bytea, expires_at timestamptz) returns boolean
  language sql volatile security definer set search_path = ''
  begin atomic
    insert into auth.invitations (user_id, token_hash, expires_at)
    select u.id, invite.token_hash, invite.expires_at from auth.users u
    where u.id = invite.user_id and u.password_hash is null
      and not exists (select 1 from auth.memberships m
        where m.user_id = u.id and m.company_id <> auth.current_company_id())
    on conflict (user_id)
      do update set token_hash = excluded.token_hash, expires_at = excluded.expires_at, created_at = now()
    returning true;
  end;

-- Names of those who acted in the company, for "by whom".
create function auth.names_of(user_ids uuid[]) returns table (user_id uuid, name text)
  language sql stable security definer set search_path = ''
  begin atomic
    select u.id, u.name from auth.users u where u.id = any (names_of.user_ids);
  end;

-- API keys --------------------------------------------------------------------------------------------------------

create function auth.create_api_key(name text, prefix text, key_hash bytea, role text, created_by_user_id uuid)
  returns uuid
  language sql volatile security definer set search_path = ''
  begin atomic
    with key_user as (
      insert into auth.users (kind, name) values ('api_key', create_api_key.name) returning id
    )
    insert into auth.api_keys (company_id, user_id, name, prefix, key_hash, role, created_by_user_id)
    select auth.current_company_id(), key_user.id, create_api_key.name, create_api_key.prefix,
      create_api_key.key_hash, create_api_key.role, create_api_key.created_by_user_id
    from key_user returning id;
  end;

create function auth.api_keys()
  returns table (id uuid, name text, prefix text, role text, created_at timestamptz, created_by text,
    last_used_at timestamptz, revoked_at timestamptz)
  language sql stable security definer set search_path = ''
  begin atomic
    select k.id, k.name, k.prefix, k.role, k.created_at, u.name, k.last_used_at, k.revoked_at
    from auth.api_keys k left join auth.users u on u.id = k.created_by_user_id
    where k.company_id = auth.current_company_id() order by k.created_at desc, k.id;
  end;

create function auth.revoke_api_key(id uuid) returns boolean
  language sql volatile security definer set search_path = ''
  begin atomic
    update auth.api_keys k set revoked_at = coalesce(k.revoked_at, now())
    where k.company_id = auth.current_company_id() and k.id = revoke_api_key.id returning true;
  end;

do $$
declare fn regprocedure;
begin
  grant create on schema auth to platen_auth;
  for fn in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'auth'::regnamespace loop
    execute format('revoke all on function %s from public', fn);
    execute format('grant execute on function %s to platen_app', fn);
    execute format('alter function %s owner to platen_auth', fn);
  end loop;
  revoke create on schema auth from platen_auth;
end $$;
