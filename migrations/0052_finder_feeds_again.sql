-- A change feed of others that is read all again: the crawl that began it, until it has come to its end. What came before that crawl and has not come
-- since is missing.
alter table finder_sources add column begun_crawl integer;
-- Another of our own platforms: what it says beside the standard is read too. Said by an officer and approved by another, as its trust is.
alter table finder_sources add column ours boolean not null default false;

-- Times that were told to readers of the session feed and do not take place after all, until their day is over.
create table finder_lost_times (
  entry_id uuid not null references opportunities on delete cascade,
  day date not null,
  starts smallint not null,
  ends smallint not null,
  primary key (entry_id, day, starts, ends)
);
create index finder_lost_times_day on finder_lost_times (day);

-- The last day for which the times of an entry are written out: a later one that appears is no change of anybody's. And when the entry had last
-- changed then: where it has not changed since and its times have, readers are told.
alter table finder_entries add column times_to date, add column modified bigint;
