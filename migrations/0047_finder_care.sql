-- What keeps the finder right: problems that anybody tells of, whether somebody still says that an entry is right, entries that may be one thing
-- twice, photos.

-- Nothing is kept of whoever tells: no address, no name. `told` counts how often the same was told while it is open.
create table finder_reports (
  id integer generated always as identity primary key,
  opportunity_id uuid not null references opportunities on delete cascade,
  version integer not null,                -- what the public read then
  reason text not null check (reason in ('closed', 'wrong-time', 'wrong-address', 'not-safe', 'other')),
  words text not null default '',
  told integer not null default 1,
  made_on date not null,
  task_id integer,                         -- for what is not safe: the task it became
  resolved_on date,
  resolved_by text,
  outcome text check (outcome in ('put-right', 'was-right', 'taken-down')),
  note text not null default '',
  check ((resolved_on is null) = (outcome is null)),
  check ((resolved_on is null) = (resolved_by is null))
);
create unique index finder_reports_open on finder_reports (opportunity_id, reason) where resolved_on is null and reason <> 'other';
create index finder_reports_entry on finder_reports (opportunity_id);

-- How often somebody was asked whether an entry is still right, for the day it is due on; another day begins anew.
create table finder_reviews (
  opportunity_id uuid primary key references opportunities on delete cascade,
  review_on date not null,
  asks smallint not null,
  asked_on date not null
);

-- Links in those mails. Looking at one does not spend it.
create table finder_review_links (
  token_hash text primary key,
  opportunity_id uuid not null references opportunities on delete cascade,
  made_on date not null,
  ends_on date not null,
  used_on date
);
create index finder_review_links_entry on finder_review_links (opportunity_id);

-- Two entries that may be one thing. A person says which; what was said stays, so that it is not asked again.
create table finder_pairs (
  one_id uuid not null references opportunities on delete cascade,
  other_id uuid not null references opportunities on delete cascade,
  score smallint not null check (score between 0 and 100),
  reasons text[] not null,
  found_on date not null,
  verdict text not null default 'waiting' check (verdict in ('waiting', 'same', 'different')),
  kept_id uuid,                            -- of two that are the same, the one that stays
  state_before text,                       -- what the other one was, so that it can be taken back
  decided_by text,
  decided_on date,
  note text not null default '',
  primary key (one_id, other_id),
  check (one_id < other_id),
  check ((verdict = 'waiting') = (decided_by is null)),
  check ((verdict = 'same') = (kept_id is not null))
);
create index finder_pairs_other on finder_pairs (other_id);

-- Photos without anything their camera wrote into them, named by what they hold.
create table finder_photos (
  key text primary key check (key ~ '^[0-9a-f]{32}$'),
  opportunity_id uuid not null references opportunities on delete cascade,
  type text not null check (type in ('image/jpeg', 'image/png', 'image/webp')),
  bytes bytea not null check (octet_length(bytes) between 1 and 2000000),
  made_by text not null,
  made_on date not null
);
create index finder_photos_entry on finder_photos (opportunity_id);
