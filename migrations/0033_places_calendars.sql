-- Calendars of schools and bank holidays, by borough. A load is what one person put in at one time; taking it back leaves it in the history.
create table calendar_loads (
  id integer generated always as identity primary key,
  title text not null check (btrim(title) <> ''),
  source text not null check (btrim(source) <> ''),
  file_hash text not null,
  made_by text not null,
  made_at timestamptz not null default now(),
  undone_by text,
  undone_at timestamptz,
  undone_reason text,
  check ((undone_at is null) = (undone_by is null))
);

create table calendar_spans (
  id integer generated always as identity primary key,
  load_id integer not null references calendar_loads on delete cascade,
  place_id integer references places,  -- a borough; null is the whole city
  kind text not null check (kind in ('term', 'holiday', 'bank holiday')),
  title text not null check (btrim(title) <> ''),
  starts_on date not null,
  ends_on date not null,
  check (ends_on >= starts_on)
);
create index calendar_spans_load on calendar_spans (load_id);
