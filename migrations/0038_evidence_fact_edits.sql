-- A change somebody proposes to a fact that stands. It holds nothing of a person; it goes with its fact.
create table fact_edits (
  id integer generated always as identity primary key,
  fact_id integer not null references facts on delete cascade,
  -- The fact as it would read: every field of its form.
  draft jsonb not null,
  reason text not null check (btrim(reason) <> ''),
  state text not null default 'waiting' check (state in ('waiting', 'agreed', 'declined')),
  proposed_by integer references accounts,
  proposed_on date not null,
  decided_by integer references accounts,
  decided_on date,
  decision_reason text not null default '',
  check ((state = 'waiting') = (decided_on is null)),
  -- Whoever proposes does not agree.
  check (decided_by is null or decided_by is distinct from proposed_by)
);
-- One change waits at a time, so that nobody agrees to a difference that is no longer one.
create unique index fact_edits_waiting on fact_edits (fact_id) where state = 'waiting';
