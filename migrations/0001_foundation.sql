-- What every room stands on: which pack this database holds, who did what, work to be done later, people and their sign-in.

create table settings (
  key text primary key,
  value jsonb not null
);

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  who text not null,
  what text not null,
  object text not null,
  detail jsonb not null default '{}'
);
create index audit_object on audit (object, at desc);
create index audit_at on audit (at desc);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit rows are never changed or removed';
end $$;
create trigger audit_append_only before update or delete on audit for each row execute function audit_is_append_only();

create table jobs (
  id bigint generated always as identity primary key,
  kind text not null,
  payload jsonb not null default '{}',
  run_at timestamptz not null default now(),
  attempts integer not null default 0,
  locked_until timestamptz,
  progress jsonb not null default '{}',
  result jsonb,
  error text,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create index jobs_open on jobs (run_at) where finished_at is null;

create table accounts (
  id integer generated always as identity primary key,
  email text not null check (email = lower(email) and position('@' in email) > 1),
  name text not null,
  role text not null check (role in ('young-assessor', 'provider', 'borough-lead', 'officer', 'analyst', 'director', 'administrator')),
  organisation text,
  active boolean not null default true,
  created_at timestamptz not null default now()
);
create unique index accounts_email on accounts (email);

-- A borough lead sees figures inside these places. The code is kept as text: accounts may be invited before places are loaded.
create table account_places (
  account_id integer not null references accounts on delete cascade,
  place_code text not null,
  primary key (account_id, place_code)
);

create table sign_in_links (
  token_hash text primary key,
  account_id integer not null references accounts on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table sessions (
  token_hash text primary key,
  account_id integer not null references accounts on delete cascade,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ends_at timestamptz not null
);
