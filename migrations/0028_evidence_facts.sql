-- How sure a figure is, what the public is told when it goes, and which releases have been asked to be put right.

alter table facts
  -- How the figure was come by. Those kept before this was asked do not say.
  add column basis text not null default 'not said' check (basis in ('count', 'survey', 'estimate', 'not said')),
  -- Ends of its interval, in the fact's own unit, and how sure the interval is, in percent.
  add column lower numeric,
  add column upper numeric,
  add column level numeric check (level >= 50 and level < 100),
  -- How many were asked.
  add column sample integer check (sample > 0),
  add column method text not null default '',
  -- The day it was withdrawn or superseded, and why in words fit for everybody.
  add column ended_on date,
  add column public_reason text not null default '',
  add constraint facts_interval_whole check ((lower is null) = (upper is null) and (lower is null) = (level is null)),
  add constraint facts_interval_around check (lower <= value and value <= upper),
  add constraint facts_survey_says check (basis <> 'survey' or lower is not null or (sample is not null and btrim(method) <> ''));

update facts f set ended_on = (
  select max(a.at at time zone 'Europe/London')::date from audit a where a.object = 'fact/' || f.id and a.what in ('fact.withdrawn', 'fact.superseded'))
where f.status = 'withdrawn' or f.superseded_by is not null;

-- Once a fact goes, the release that showed it is to be corrected: one task each, finished by itself where the fact comes back.
create table fact_corrections (
  fact_id integer not null references facts on delete cascade,
  release_id integer not null references releases,
  task_id integer not null,
  opened_on date not null,
  primary key (fact_id, release_id)
);
