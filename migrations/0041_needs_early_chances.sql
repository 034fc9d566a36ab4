-- Chance of a flag at each place looked at, so that whoever sees some of the places is told what chance would give at those.
create table early_chances (
  list_id integer not null references early_lists on delete cascade,
  place_id integer not null references places,
  chance double precision not null check (chance between 0 and 1),
  primary key (list_id, place_id)
);

-- Where fewer than three years are known, whether a flag stands out is not known.
alter table early_flags alter column p drop not null;
alter table early_flags alter column q drop not null;

-- Lists made before held a month against the seven before it, season and all: they are kept and no longer shown, and made again after the next assessment.
update early_lists set superseded_at = now() where superseded_at is null;
