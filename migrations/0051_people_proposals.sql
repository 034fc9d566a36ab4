-- Changes that wait for a second person: of what an organisation says of itself, of a help line. What is public stays as it is until another person
-- has read the difference and approved it; what was decided stays to be read, and to go back to.
create table proposals (
  id integer generated always as identity primary key,
  object text not null check (object <> ''), -- as the audit trail names it: 'organisation/tideway-youth'
  draft jsonb not null,                      -- the fields that would change, as they would be
  was jsonb,                                 -- the same fields before it was approved
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'refused', 'replaced')),
  made_by text not null,
  made_at timestamptz not null default now(),
  decided_by text,
  decided_at timestamptz,
  reason text not null default '',
  check ((state in ('approved', 'refused')) = (decided_by is not null)),
  check ((decided_by is null) = (decided_at is null)),
  check ((state = 'approved') = (was is not null))
);
create unique index proposals_waiting on proposals (object) where state = 'waiting';
create index proposals_object on proposals (object, id);
