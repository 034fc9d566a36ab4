-- Whether the person said that the police know: some departments ask it beside the national data set. Null where nobody asked.
alter table event_counts add column known_to_police boolean;

-- The Cardiff Model's standing question after each month of hospital data: what will we do about it? One a source and month. The figures stay as
-- they were on the day, with small numbers hidden; what was said and done is the record.
create table health_agendas (
  id integer generated always as identity primary key,
  source_id text not null references sources,
  month date not null,
  place_code text not null,
  title text not null check (btrim(title) <> ''),
  figures jsonb not null,
  changed text not null default '',      -- what changed
  where_when text not null default '',   -- which places and hours
  plan text not null default '',         -- what we will do
  no_action text not null default '',    -- or why nothing
  status text not null default 'open' check (status in ('open', 'closed')),
  opened_on date not null,
  closed_on date,
  closed_by integer references accounts,
  version integer not null default 1,
  unique (source_id, month),
  check ((status = 'closed') = (closed_on is not null))
);
