-- Until when a thing may stand in what is public: a fact until its review date, a withdrawn one no longer. It is asked of the day at each
-- reading, so that nothing has to run for it to go. The frozen rows stay, unread.
create table release_ends (
  key text primary key,
  last_day date not null,
  reason text not null check (btrim(reason) <> '')
);
