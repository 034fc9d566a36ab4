-- Things to do and places to get help. What anybody writes is a version; the public reads the approved version and no other
-- (docs/decisions/0013). Versions are never changed or removed, so every entry has its history and can go back.

create extension if not exists btree_gist;

create table opportunities (
  id uuid primary key,                  -- never changes: addresses and feeds are made of it
  kind text not null check (kind in ('activity', 'work', 'support', 'network')),
  organisation_id uuid not null references organisations,
  state text not null default 'draft' check (state in ('draft', 'public', 'hidden', 'closed', 'merged')),
  state_reason text not null default '',
  last_version integer not null default 0,
  public_version integer,               -- the version the public reads; null while there is none
  borough_id integer references places, -- whose it is; null: the whole city, or no place
  review_on date,                       -- by then somebody says it is still right, or it hides itself
  reminded_on date,
  checked_on date,                      -- when somebody last said it is right
  merged_into uuid references opportunities,
  source_id text,                       -- the feed or file it came from; null when somebody here entered it
  source_ref text,                      -- its name there, kept for ever
  licence text not null default 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
  modified bigint not null default 0,   -- milliseconds since 1970 of the last change the public can see, for feeds; grows only
  made_by text not null,
  made_at timestamptz not null default now(),
  check ((state = 'public') <= (public_version is not null)),
  check ((state = 'merged') = (merged_into is not null))
);
create unique index opportunities_source on opportunities (source_id, source_ref) where source_id is not null;
create index opportunities_organisation on opportunities (organisation_id);
create index opportunities_state on opportunities (state, review_on);
create index opportunities_modified on opportunities (modified, id);

create table opportunity_versions (
  opportunity_id uuid not null references opportunities on delete cascade,
  version integer not null check (version > 0),
  body jsonb not null,                  -- features/finder/schemas.ts, Body
  note text not null default '',        -- what changed, in the words of who changed it
  made_by text not null,
  made_at timestamptz not null default now(),
  verdict text not null default 'waiting' check (verdict in ('draft', 'waiting', 'approved', 'refused', 'replaced')),
  decided_by text,
  decided_at timestamptz,
  reason text not null default '',
  primary key (opportunity_id, version),
  check ((verdict in ('approved', 'refused')) <= (decided_by is not null))
);
create index opportunity_versions_waiting on opportunity_versions (made_at) where verdict = 'waiting';

-- What search reads: made from the public version of public entries, thrown away and made again at will. No safe venue has a point here.
create table finder_entries (
  id uuid primary key references opportunities on delete cascade,
  kind text not null,
  name text not null,
  summary text not null,
  organisation text not null,
  venue text not null default '',
  words tsvector not null,
  min_age smallint not null default 0,
  max_age smallint not null default 120,
  free boolean not null,
  price_pence integer,
  activities text[] not null default '{}',
  themes text[] not null default '{}',
  access text[] not null default '{}',
  languages text[] not null default '{}',
  gender text not null default 'all',
  online boolean not null default false,
  dated boolean not null,               -- has times; false: at any time, ring or look
  food boolean not null default false,
  quality smallint not null default 0,  -- 0 to 100
  checked_on date,
  point geometry(point, 27700),         -- metres; null: online, no place, or a safe venue
  ward_id integer references places,
  borough_id integer references places
);
create index finder_entries_words on finder_entries using gin (words);
create index finder_entries_point on finder_entries using gist (point);
create index finder_entries_activities on finder_entries using gin (activities);
create index finder_entries_ward on finder_entries (ward_id);
create index finder_entries_borough on finder_entries (borough_id, kind);

-- Dated times, some weeks ahead, in London's wall time. What filters need stands beside them, so that "free, near, today" reads one index.
create table finder_times (
  entry_id uuid not null references finder_entries on delete cascade,
  day date not null,
  starts smallint not null check (starts between 0 and 1439),  -- minutes after midnight
  ends smallint not null check (ends between 1 and 2880),      -- over 1440: the next day
  sure boolean not null default true,   -- false: a bank holiday of which nothing is said, or times not confirmed: check first
  holiday boolean not null default false,
  min_age smallint not null,
  max_age smallint not null,
  free boolean not null,
  kind text not null,
  point geometry(point, 27700),
  ward_id integer
);
create index finder_times_near on finder_times using gist (day, point);
create index finder_times_entry on finder_times (entry_id, day);
create index finder_times_ward on finder_times (ward_id, day);

-- Words that stand in entries, for putting spelling right.
create table finder_words (
  word text primary key,
  entries integer not null
);
create index finder_words_like on finder_words using gin (word gin_trgm_ops);
