-- Decisions: everybody who wrote words of one, what was said when it went back or was opened again, corrections beside the old words, and
-- the rest of the coordinates.

alter table decisions
  -- Everybody who saved words of the draft: none of them decides it.
  add column edited_by integer[] not null default '{}',
  add column aims text[] not null default '{}',
  add column context_level text,
  add column journey_stage text,
  add column prevention_level text,
  add column age_band text,
  add column time_band text;

-- Those still open: who saved them is known from the audit trail. What has been decided stays as it was.
update decisions d set edited_by = coalesce((
  select array_agg(distinct a.id) from audit t join accounts a on a.email = t.who
  where t.object = 'decision/' || d.id and t.what = 'decision.changed'), '{}')
where d.status in ('draft', 'proposed');

alter table decisions add constraint decisions_second_person check (decided_by is null or not decided_by = any (edited_by));

-- What was said when a decision went back to its writers, or was opened again: with what had been decided, as it stood.
create table decision_notes (
  id integer generated always as identity primary key,
  decision_id integer not null references decisions on delete cascade,
  kind text not null check (kind in ('sent-back', 'reopened')),
  reason text not null check (reason <> ''),
  verdict jsonb,
  made_by integer references accounts,
  made_by_role text not null,
  made_on date not null,
  check ((kind = 'reopened') = (verdict is not null))
);
create index decision_notes_of on decision_notes (decision_id, id);

-- A correction stands beside the words it corrects, which stay. It counts once a second person has agreed.
create table decision_corrections (
  id integer generated always as identity primary key,
  decision_id integer not null references decisions on delete cascade,
  -- Whether it is about the words everybody may read, or about the rest.
  part text not null check (part in ('public', 'rest')),
  words text not null check (words <> ''),
  made_by integer not null references accounts,
  made_by_role text not null,
  made_on date not null,
  settled_by integer references accounts,
  settled_by_role text,
  settled_on date,
  agreed boolean,
  check (settled_by is null or settled_by <> made_by),
  check ((settled_by is null) = (agreed is null) and (settled_by is null) = (settled_on is null))
);
create index decision_corrections_of on decision_corrections (decision_id, id);

-- A line in the threads is read by those who may read the public part alone: it says why in those words, never in the background's.
update records r set because = nullif(left(d.public_part, 300), '') from decisions d where r.key = 'decision/' || d.id;
