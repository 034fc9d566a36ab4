-- When the sessions of a day came near enough to be told in the session feed: later than all that readers had been told by then. A day that is not here
-- came near at London's midnight.
create table finder_near_days (
  day date primary key,
  modified bigint not null -- milliseconds since 1970
);
-- The tag with which a feed sent the details of a service: shown to it, it sends them again only where they have changed.
alter table finder_items add column etag text not null default '';
