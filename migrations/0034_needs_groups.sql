-- Figures by group (ethnicity, age, sex): what must be said with them, and by whom it was agreed. And harm indexes.

-- The protected characteristic a measure counts by, as the pack says. Such a measure stands on no page but that of its grouping, beside its context note.
alter table measures add column characteristic text;

create table context_notes (
  id integer generated always as identity primary key,
  grouping_code text not null,
  body text not null check (btrim(body) <> ''),
  sources text not null check (btrim(sources) <> ''),
  -- The check under the public sector equality duty: who was asked, and what may be misread.
  asked text not null check (btrim(asked) <> ''),
  misread text not null check (btrim(misread) <> ''),
  status text not null default 'draft' check (status in ('draft', 'agreed', 'replaced', 'withdrawn')),
  reason text not null default '',
  version integer not null default 1,
  -- Everybody who wrote in it: none of them also agrees it.
  writers integer[] not null,
  written_on date not null,
  agreed_by integer references accounts,
  agreed_on date,
  check (status <> 'agreed' or (agreed_by is not null and agreed_on is not null)),
  check (agreed_by is null or not agreed_by = any (writers)),
  check (status <> 'withdrawn' or btrim(reason) <> '')
);
create unique index context_notes_agreed on context_notes (grouping_code) where status = 'agreed';
create unique index context_notes_draft on context_notes (grouping_code) where status = 'draft';

-- A harm index as the unit loaded it: none is shipped. Its weights never change; another edition is another index.
create table harm_indexes (
  id integer generated always as identity primary key,
  name text not null check (btrim(name) <> ''),
  edition text not null check (btrim(edition) <> ''),
  unit text not null check (btrim(unit) <> ''),
  licence text not null check (btrim(licence) <> ''),
  file_name text not null,
  file_hash text not null,
  status text not null default 'preview' check (status in ('preview', 'in force', 'replaced', 'dropped')),
  made_by integer references accounts,
  made_on date not null
);
create unique index harm_indexes_in_force on harm_indexes (status) where status = 'in force';

create table harm_weights (
  index_id integer not null references harm_indexes on delete cascade,
  -- As the file says it; the measure it was matched to, where it was.
  category text not null,
  measure_id integer references measures,
  weight double precision not null check (weight >= 0),
  primary key (index_id, category)
);
create unique index harm_weights_measure on harm_weights (index_id, measure_id) where measure_id is not null;
