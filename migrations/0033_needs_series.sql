-- What people say of a series of months: a shift in its level they accept or dismiss, an event beside it. Taken back, it stays.
create table series_notes (
  id integer generated always as identity primary key,
  measure_id integer not null references measures,
  place_id integer not null references places,
  month date not null,
  kind text not null check (kind in ('change point', 'dismissed', 'event')),
  reason text not null check (btrim(reason) <> ''),
  evidence jsonb not null default '{}',
  made_by text not null,
  made_at timestamptz not null default now(),
  undone_by text,
  undone_at timestamptz,
  undone_reason text,
  check ((undone_at is null) = (undone_by is null))
);
create unique index series_notes_once on series_notes (measure_id, place_id, month) where undone_at is null and kind <> 'event';

-- What early notice flagged in one month, kept as it was made. Made again from newer data, the older list stays, superseded.
create table early_lists (
  id integer generated always as identity primary key,
  vintage text not null,
  measure_id integer not null references measures,
  month date not null,
  data_version text not null,
  tested integer not null,
  expected double precision not null,
  settings jsonb not null,
  made_at timestamptz not null default now(),
  superseded_at timestamptz
);
create unique index early_lists_current on early_lists (vintage, measure_id, month) where superseded_at is null;

create table early_flags (
  list_id integer not null references early_lists on delete cascade,
  place_id integer not null references places,
  detectors text[] not null,
  count integer not null,
  usual double precision not null,
  upper double precision not null,
  p double precision not null,
  q double precision not null,
  primary key (list_id, place_id)
);
