-- A finding may be made of any reading: of several places and measures, with the picture and table that were seen.

alter table findings alter measure_id drop not null;
alter table findings add check (measure_id is not null or evidence->>'kind' = 'reading');

alter table findings
  -- What is too large for lists: the picture and the table of its reading.
  add column exhibit jsonb,
  -- The data in force when its figures were last held against those of today, what had changed, and the day that was first seen.
  add column checked_version text not null default '',
  add column changes jsonb not null default '[]',
  add column changed_seen_on date,
  -- The changes that somebody looked at and found its words to hold all the same.
  add column stands_on date,
  add column stands_by integer references accounts,
  add column stands_changes jsonb;

create table finding_places (
  finding_id integer not null references findings on delete cascade,
  place_id integer not null references places,
  primary key (finding_id, place_id)
);
create index finding_places_place on finding_places (place_id);
insert into finding_places (finding_id, place_id) select id, place_id from findings;
