-- When each time changed for readers of the session feed: with its entry, or at London's midnight on which its day came near enough to be told (63 days
-- before). A page of the feed is read from an index, whatever the number of times to come.
alter table finder_times add column modified bigint not null default 0;
update finder_times t set modified = greatest(o.modified,
    (extract(epoch from (t.day - 63)::timestamp at time zone 'Europe/London') * 1000)::bigint)
  from opportunities o where o.id = t.entry_id;
create index finder_times_modified on finder_times (modified, entry_id) where kind = 'activity';
