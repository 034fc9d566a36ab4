-- One line for every substantive record of every room: where, when and what for (its coordinates), who owns it, and what a permission
-- decision needs to know of it. Rooms keep it in the transaction of their own change. Threads, lists, search and calendar read it.

create table records (
  key text primary key check (key ~ '^[a-z-]+/[A-Za-z0-9._-]+$'),
  kind text not null,
  title text not null check (title <> ''),
  href text not null check (href like '/%'),
  state text not null default 'open',
  -- Where: codes of the places it is about; empty means the whole city.
  places text[] not null default '{}',
  -- When it is about.
  starts_on date,
  ends_on date,
  time_band text,
  -- What for: items of the framework, by code.
  areas text[] not null default '{}',
  outcomes text[] not null default '{}',
  context_level text,
  journey_stage text,
  prevention_level text,
  age_band text,
  -- Who sees to it: a role; a person only where the record itself names one.
  owner_role text,
  owner_id integer references accounts on delete set null,
  organisation text,
  -- Why it began, where it is because of nothing here.
  because text,
  due_on date,
  -- Facts for the permission decision.
  facts jsonb not null default '{}',
  -- Words a search looks in, beside the title. Only what everyone who may see the record may read.
  words text not null default '',
  opened_on date not null,
  moved_on date not null,
  -- An end needs no next step: learning, a record closed with a reason.
  ended boolean not null default false,
  check (ends_on is null or starts_on is null or ends_on >= starts_on)
);
create index records_kind on records (kind, moved_on desc);
create index records_due on records (due_on) where due_on is not null;
create index records_places on records using gin (places);
create index records_areas on records using gin (areas);

create table thread_links (
  id integer generated always as identity primary key,
  -- What came first, and what happened next because of it.
  because_key text not null references records on delete cascade,
  next_key text not null references records on delete cascade,
  made_by text not null,
  made_at timestamptz not null default now(),
  removed_by text,
  removed_at timestamptz,
  check (because_key <> next_key)
);
create unique index thread_links_once on thread_links (because_key, next_key) where removed_at is null;
create index thread_links_next on thread_links (next_key) where removed_at is null;
