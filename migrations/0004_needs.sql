-- Signals: two marks for each place and measure, with the settings and data they were made from.

create table assessments (
  id integer generated always as identity primary key,
  vintage text not null,             -- 'ward:2024'
  period_end date not null,          -- first day of the last month of the 12
  settings jsonb not null,
  data_version text not null,
  made_by text not null,
  made_at timestamptz not null default now(),
  took_ms integer,
  current boolean not null default false
);
create unique index assessments_current on assessments (vintage) where current;

create table signals (
  assessment_id integer not null references assessments on delete cascade,
  measure_id integer not null references measures,
  place_id integer not null references places,
  change text not null check (change in ('rising', 'falling', 'chance', 'too few', 'too short', 'break')),
  level text not null check (level in ('high and sustained', 'not sustained', 'too short', 'no denominator')),
  detail jsonb not null,
  primary key (assessment_id, measure_id, place_id)
);
create index signals_place on signals (place_id);

-- "What changed here?": opened for each falling place, answered by a learning card or a reason why not.
create table change_questions (
  id integer generated always as identity primary key,
  place_id integer not null references places,
  measure_id integer not null references measures,
  kind text not null default 'falling' check (kind in ('falling')),
  period_end date not null,
  opened_on date not null,
  owner_role text not null default 'officer',
  status text not null default 'open' check (status in ('open', 'answered', 'no answer')),
  answer text,
  answered_by text,
  answered_on date,
  detail jsonb not null default '{}',
  unique (place_id, measure_id, period_end)
);
