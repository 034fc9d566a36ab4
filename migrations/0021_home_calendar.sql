-- Dates people agree on that no record carries: meetings of the reference group, terms and holidays, the plan window.
create table calendar_dates (
  id integer generated always as identity primary key,
  title text not null check (title <> ''),
  kind text not null check (kind in ('meeting', 'holiday', 'term', 'plan', 'other')),
  starts_on date not null,
  ends_on date not null,
  -- Whose: the code of a borough, or the whole city.
  place_code text,
  -- Where the date is from, so that nobody takes a guess for a fact.
  source text not null default '',
  made_by text not null,
  check (ends_on >= starts_on)
);
create index calendar_dates_when on calendar_dates (starts_on, ends_on);

-- A person's own link to their calendar, for the calendar on their phone. Only its hash is kept; a new one ends the old.
create table calendar_feeds (
  account_id integer primary key references accounts on delete cascade,
  token_hash text not null unique,
  made_at timestamptz not null default now()
);
