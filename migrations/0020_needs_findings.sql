-- Findings: what a figure means, in words, with the evidence frozen as it was seen.

create table findings (
  id integer generated always as identity primary key,
  statement text not null check (btrim(statement) <> ''),
  place_id integer not null references places,
  measure_id integer not null references measures,
  -- Measure, place, windows, counts, ratio and interval, settings, imports in force and the page on method, on the day it was made.
  evidence jsonb not null,
  strength text not null check (strength in ('weak', 'moderate', 'strong')),
  factor text not null check (factor in ('risk', 'protective', 'neither')),
  context_level text,
  areas text[] not null default '{}',
  outcomes text[] not null default '{}',
  status text not null default 'draft' check (status in ('draft', 'agreed', 'dropped')),
  dropped_reason text,
  version integer not null default 1,
  made_by integer references accounts,
  made_on date not null,
  agreed_by integer references accounts,
  agreed_on date,
  check (agreed_by is null or agreed_by is distinct from made_by),
  check (status <> 'agreed' or agreed_on is not null),
  check (status <> 'dropped' or btrim(coalesce(dropped_reason, '')) <> '')
);
create index findings_place on findings (place_id, made_on desc);
