-- The horizon log: what may come, what would show it, which places it would reach, what we do, and when somebody looks again.

create table horizon_entries (
  id integer generated always as identity primary key,
  threat text not null check (btrim(threat) <> ''),
  signal text not null check (btrim(signal) <> ''),
  places text[] not null default '{}',   -- codes of the places exposed; none is the whole city
  exposure text not null default '',     -- why these
  response text not null default '',
  owner_role text not null check (owner_role in ('officer', 'analyst', 'director')),
  status text not null default 'watching' check (status in ('watching', 'acting', 'happened', 'past')),
  look_on date,                          -- the day somebody looks again; none once it is past
  time_band text,
  areas text[] not null default '{}',
  outcomes text[] not null default '{}',
  context_level text,
  journey_stage text,
  prevention_level text,
  age_band text,
  made_by integer references accounts,
  made_on date not null,
  version integer not null default 1,
  check ((status = 'past') = (look_on is null))
);

-- Each time somebody looked: what they saw, and what it was from then on.
create table horizon_looks (
  id integer generated always as identity primary key,
  entry_id integer not null references horizon_entries,
  looked_on date not null,
  looked_by integer references accounts,
  words text not null check (btrim(words) <> ''),
  status text not null check (status in ('watching', 'acting', 'happened', 'past')),
  next_on date
);
create index horizon_looks_entry on horizon_looks (entry_id, looked_on desc);
