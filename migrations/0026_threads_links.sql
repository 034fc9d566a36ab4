-- A finding's statement may tell counts that not everybody who sees its line may see: the line has its place and measure alone.
update records r set title = 'Finding: ' || (f.evidence->'place'->>'name') || ', ' || lower(f.evidence->'measure'->>'name')
from findings f where r.key = 'finding/' || f.id;

-- Why a link was taken away.
alter table thread_links add column removed_reason text;

-- What a task is for, beside its place; and why one was dropped.
alter table tasks
  add column because text not null default '',
  add column time_band text,
  add column areas text[] not null default '{}',
  add column outcomes text[] not null default '{}',
  add column context_level text,
  add column journey_stage text,
  add column prevention_level text,
  add column age_band text,
  add column owner_id integer references accounts on delete set null,
  add column dropped_on date,
  add column version integer not null default 1;
alter table tasks add check (done_on is null or dropped_on is null);

alter table findings
  add column time_band text,
  add column journey_stage text,
  add column prevention_level text,
  add column age_band text;
