-- Evidence. Every import keeps its own values; the value in force for a cell is that of the latest snapshot whose coverage holds the cell
-- (decision 0003). Nothing is overwritten, so what was replaced stays as a revision and an import can be undone.

create table sources (
  id text primary key,
  title text not null,
  publisher text not null,
  custodian text not null,
  licence text not null,
  attribution text not null,
  address text,
  format text not null,
  level text,
  vintage text,
  cadence text not null,
  lag_days integer,
  status text not null check (status in ('described', 'catalogued')),
  openly_published boolean not null default true,  -- false: counts under the threshold are protected on every page
  known_faults text[] not null default '{}',
  notes text not null default '',
  definition jsonb not null default '{}'
);

create table measures (
  id integer generated always as identity primary key,
  code text not null unique,
  name text not null,
  short text not null,
  topic text not null,
  unit text not null,
  kind text not null check (kind in ('count', 'value')),
  per integer,
  denominator text,
  direction text not null,
  definition text not null,
  lowest_level text not null default 'lsoa' check (lowest_level in ('lsoa', 'ward', 'borough', 'city')),
  sensitive boolean not null default false,
  note text not null default '',
  position integer not null default 0
);

create table series_breaks (
  id integer generated always as identity primary key,
  measure_codes text[],          -- null: every measure
  source_ids text[],             -- null: every source
  starts_on date not null,       -- first day of the first month of the new series
  title text not null,
  note text not null,
  source text not null
);

create table imports (
  id integer generated always as identity primary key,
  source_id text not null references sources,
  format text not null,
  file_name text not null,
  file_hash text not null,
  file_bytes bigint not null,
  snapshot_on date not null,
  status text not null check (status in ('reading', 'current', 'undone', 'failed')),
  made_by text not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  rows_read bigint not null default 0,
  rows_used bigint not null default 0,
  rows_rejected bigint not null default 0,
  cells bigint not null default 0,
  cells_not_zero bigint not null default 0,
  report jsonb not null default '{}',
  options jsonb not null default '{}'
);
create unique index imports_once on imports (source_id, file_hash) where status in ('reading', 'current');
create index imports_source on imports (source_id, snapshot_on desc);

create table import_rejects (
  import_id integer not null references imports on delete cascade,
  line bigint not null,
  field text not null,
  value text not null,
  reason text not null,
  remedy text not null
);
create index import_rejects_import on import_rejects (import_id, line);

-- Which cells a file speaks for: these measures, at these places, in these periods. Inside it an absent cell is 0 (unless `explicit`); outside it is unknown.
create table coverage (
  id integer generated always as identity primary key,
  import_id integer not null references imports on delete cascade,
  grain text not null check (grain in ('month', 'quarter', 'year', 'point')),
  measure_ids integer[] not null,
  place_ids integer[] not null,
  periods date[] not null,        -- first day of each period the file speaks for
  states text[] not null,         -- beside it: 'loaded', 'stub', 'held' (implausible), 'withheld' (all zero: not released by the publisher)
  explicit boolean not null default false
);
create index coverage_import on coverage (import_id);

-- One row a measure, place and file: values from `starts_on`, one a period; null is unknown. Rows that are zero throughout are not kept.
create table series (
  measure_id integer not null references measures,
  place_id integer not null references places,
  import_id integer not null references imports on delete cascade,
  grain text not null,
  starts_on date not null,
  amounts double precision[] not null,
  denominators double precision[],
  notes jsonb,
  primary key (measure_id, place_id, import_id, grain)
);
create index series_place on series (place_id);
create index series_import on series (import_id);

-- Files with hours: counts by place, day and hour. No coordinates, no people.
create table event_counts (
  import_id integer not null references imports on delete cascade,
  measure_id integer not null references measures,
  place_id integer references places,
  site_code text,
  happened_on date not null,
  hour smallint check (hour between 0 and 23),
  setting text not null default '',
  method text not null default '',
  n integer not null check (n > 0)
);
create index event_counts_place on event_counts (place_id, measure_id, happened_on);
create index event_counts_import on event_counts (import_id);
