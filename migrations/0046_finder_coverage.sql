-- Searches of the finder that found nothing or next to nothing, as coarse counts: a week, never a day or an hour; groups of a fixed list, never
-- words; nobody and no device. There is no audit row beside a count, since that would keep the minute of every search.
create table finder_unmet (
  week date not null check (extract(isodow from week) = 1),  -- its Monday
  area text not null check (area = '' or area ~ '^[A-Z0-9]{2,9}$'), -- a postcode district, or a borough's code; '' the whole city
  ages text not null check (ages in ('any', 'under-8', '8-10', '11-13', '14-17', '18-24', '25-over')),
  times text not null check (times in ('any', 'today', 'after-school', 'evening', 'weekend', 'holidays')),
  topic text not null check (topic in ('any', 'several', 'sport', 'arts', 'games', 'outdoors', 'learning', 'work', 'support', 'networks', 'other')),
  result text not null check (result in ('none', 'few')),
  searches integer not null default 1 check (searches between 1 and 500), -- no more than that is counted: one machine does not make a need
  -- Minute of whichever hour it was last counted in, so that a repeat in the same minute does not count; it tells no hour and no day.
  last_minute smallint not null check (last_minute between 0 and 59),
  primary key (week, area, ages, times, topic, result)
);

-- What the unit offers boroughs, how much there is of it, and who asked for, got and used how much. What it was before is in the audit trail.
create table support_offers (
  id integer generated always as identity primary key,
  title text not null check (title <> ''),
  detail text not null default '',
  unit text not null check (unit <> ''),             -- what it is counted in: 'days', 'places'
  capacity integer not null check (capacity between 1 and 1000000),
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  version integer not null default 1,
  made_by text not null,
  made_at timestamptz not null default now(),
  closed_on date,
  closed_reason text not null default '',
  check ((closed_on is null) or closed_reason <> '')
);

create table support_requests (
  id integer generated always as identity primary key,
  offer_id integer not null references support_offers,
  borough_id integer not null references places,
  state text not null default 'asked' check (state in ('asked', 'allocated', 'declined', 'withdrawn', 'used')),
  asked integer not null check (asked between 1 and 1000000),
  purpose text not null check (purpose <> ''),
  asked_by text not null,
  asked_by_id integer references accounts,
  asked_on date not null,
  allocated integer check (allocated between 1 and 1000000),
  reason text not null default '',
  decided_by text,
  decided_on date,
  used integer check (used between 0 and 1000000),
  result text not null default '',
  result_on date,
  version integer not null default 1,
  check ((state in ('allocated', 'used')) = (allocated is not null)),
  check ((state in ('allocated', 'declined', 'used')) <= (decided_by is not null and decided_on is not null)),
  check ((state in ('declined', 'withdrawn')) <= (reason <> '')),
  check ((state = 'used') = (used is not null and result_on is not null)),
  check (used is null or used <= allocated)
);
create index support_requests_offer on support_requests (offer_id);
create index support_requests_borough on support_requests (borough_id, state);
