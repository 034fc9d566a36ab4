-- Where entries of others come from: feeds that are asked again and again, and what each time came of it. Nothing of a feed is published without a
-- recorded licence, and what is missing once is not taken off.
create table finder_sources (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]*$'), -- opportunities.source_id and organisations.source_id name it
  name text not null check (name <> ''),
  format text not null check (format in ('oruk', 'openactive', 'places')),
  address text not null default '',          -- where it is asked; '' for what comes with the city's own data
  sessions_address text not null default '', -- OpenActive: dated sessions that come in a feed of their own
  licence text not null default '',          -- address of the licence; '': none recorded
  attribution text not null default '',
  trust text not null default 'each' check (trust in ('each', 'feed')), -- who approves: an officer each entry, or whoever approved the feed all of it
  every_hours integer not null default 24 check (every_hours between 1 and 720),
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'stopped')),
  state_reason text not null default '',
  cursor text not null default '',           -- OpenActive: the page to ask next
  sessions_cursor text not null default '',
  filters jsonb not null default '{}',       -- which filters of the feed do what they promise
  failures integer not null default 0,       -- one after the other; each makes the next wait longer
  next_at timestamptz,
  version integer not null default 1,
  made_by text not null,
  made_at timestamptz not null default now(),
  approved_by text,
  approved_at timestamptz,
  check ((state <> 'approved') or (licence <> '' and approved_by is not null))
);

create table finder_crawls (
  id integer generated always as identity primary key,
  source_id text not null references finder_sources on delete cascade,
  job_id bigint,
  looking boolean not null default false,    -- a look beforehand: nothing is entered
  asked_by text not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  outcome text not null default 'running' check (outcome in ('running', 'complete', 'incomplete', 'failed')),
  pages integer not null default 0,
  seen integer not null default 0,
  entered integer not null default 0,
  changed integer not null default 0,
  refused integer not null default 0,        -- could not be taken
  withdrawn integer not null default 0,
  problems jsonb not null default '[]',      -- in words, a few of each
  sample jsonb not null default '[]'         -- of a look beforehand: what the first would say
);
create index finder_crawls_source on finder_crawls (source_id, id);

create table finder_items (
  source_id text not null references finder_sources on delete cascade,
  ref text not null,                         -- its name in the feed, kept for ever
  opportunity_id uuid references opportunities,
  own_id text not null default '',           -- OpenActive: what its sessions call it
  parent_id text not null default '',        -- OpenActive: of a session, what it belongs to
  raw jsonb,                                 -- as it came, without people
  flags jsonb not null default '[]',         -- what was put right or left out
  problem text not null default '',          -- why it could not be taken
  modified text not null default '',         -- as the feed says
  last_crawl integer,
  missing smallint not null default 0,       -- complete crawls in a row without it
  gone boolean not null default false,
  primary key (source_id, ref)
);
create index finder_items_opportunity on finder_items (opportunity_id);
create index finder_items_own on finder_items (source_id, own_id) where own_id <> '';
create index finder_items_parent on finder_items (source_id, parent_id) where parent_id <> '';
