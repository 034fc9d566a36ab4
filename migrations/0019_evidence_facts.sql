-- The fact bank. A figure is kept with its unit, period, place, definition and source, and cannot be kept without them. What a strategy
-- states is kept as stated then. A fact is in force until its review date has passed, it is withdrawn or another takes its place.

create table facts (
  id integer generated always as identity primary key,
  -- The code of a framework's statistic that it repeats; null where it was written here.
  code text unique,
  statement text not null check (btrim(statement) <> ''),
  value numeric not null,
  unit text not null check (btrim(unit) <> ''),
  -- In words. Where the source names none, the words say so and when it was printed.
  period text not null check (btrim(period) <> ''),
  period_stated boolean not null default true,
  geography text not null default '',
  definition text not null default '',
  source text not null check (btrim(source) <> ''),
  source_address text check (source_address ~ '^https?://'),
  licence text not null default '',
  -- { "document", "section", "lines" }: where a strategy says it.
  stated_in jsonb,
  approximate boolean not null default false,
  planned boolean not null default false,
  comparison text not null default '',
  caution text not null default '',
  -- 'expired' is never written: it follows from the review date on the day of asking.
  status text not null check (status in ('proposed', 'stated then', 'current', 'withdrawn')),
  checked_on date,
  review_by date,
  superseded_by integer references facts,
  reason text not null default '',
  proposed_by integer references accounts,
  approved_by integer references accounts,
  opened_on date not null,
  check (status <> 'current' or (checked_on is not null and review_by is not null and approved_by is not null)),
  check (status <> 'withdrawn' or btrim(reason) <> ''),
  check (status <> 'stated then' or stated_in is not null),
  -- Whoever proposes does not approve.
  check (approved_by is null or approved_by is distinct from proposed_by),
  check (superseded_by is distinct from id)
);
create index facts_review on facts (review_by) where status = 'current';

-- Where a fact stands outside this system, or on a page of ours: what must be put right when it goes.
create table fact_uses (
  id integer generated always as identity primary key,
  fact_id integer not null references facts on delete cascade,
  kind text not null check (kind in ('release', 'page', 'card', 'document')),
  title text not null check (btrim(title) <> ''),
  address text not null default '',
  added_by text not null,
  added_on date not null,
  removed_by text,
  removed_on date,
  check ((removed_on is null) = (removed_by is null))
);
create index fact_uses_of on fact_uses (fact_id) where removed_on is null;
