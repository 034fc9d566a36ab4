-- Strategies as data: every item of a city's strategy with its place in the source document, in versions. A new version never overwrites
-- the one before: last year's report keeps last year's words, and a record tagged with an old code finds what became of it.

create table frameworks (
  id integer generated always as identity primary key,
  code text not null unique check (code ~ '^[a-z0-9][a-z0-9-]*$'),
  title text not null,
  place text not null,
  invented boolean not null,
  -- The first day its words hold. Null: as far back as anyone asks, for documents that give no day.
  starts_on date,
  replaces text references frameworks (code),
  documents jsonb not null,
  inferred_note text,
  checksum text not null,
  loaded_by text not null,
  loaded_at timestamptz not null default now(),
  check (replaces is null or starts_on is not null),
  check (replaces <> code)
);

create table framework_nodes (
  framework_id integer not null references frameworks,
  -- Stable: records are tagged with it and its page has it in the address.
  code text not null check (code ~ '^[a-z0-9][a-z0-9-]*$'),
  kind text not null,
  label text not null check (label <> ''),
  number integer,
  position integer not null,
  parent_code text,
  -- Where in the source document: section, first and last line.
  document text not null,
  section text not null,
  first_line integer,
  last_line integer,
  also_in jsonb not null,
  caution text,
  note text,
  -- What this kind of item says beside: value and unit of a statistic, places of a programme…
  detail jsonb not null,
  primary key (framework_id, code),
  foreign key (framework_id, parent_code) references framework_nodes (framework_id, code) deferrable initially deferred
);
create index framework_nodes_code on framework_nodes (code);

-- Cross-walks: said by the documents, or our reading of them.
create table framework_links (
  framework_id integer not null,
  from_code text not null,
  to_code text not null,
  relation text not null,
  basis text not null check (basis in ('stated', 'inferred')),
  primary key (framework_id, from_code, to_code, relation),
  foreign key (framework_id, from_code) references framework_nodes (framework_id, code) deferrable initially deferred,
  foreign key (framework_id, to_code) references framework_nodes (framework_id, code) deferrable initially deferred
);

-- What became of an item of the version that was replaced: its successors, or none and why. `framework_id` is the new version.
create table framework_successions (
  framework_id integer not null references frameworks,
  old_code text not null,
  new_code text,
  note text,
  foreign key (framework_id, new_code) references framework_nodes (framework_id, code) deferrable initially deferred,
  check (new_code is not null or note is not null)
);
create unique index framework_successions_once on framework_successions (framework_id, old_code, coalesce(new_code, ''));

-- What the documents leave open: a person decides, and until then there is no value.
create table framework_settings (
  framework_id integer not null references frameworks,
  code text not null,
  question text not null,
  sources jsonb not null,
  owner_role text not null default 'director',
  position integer not null,
  value text,
  reason text,
  decided_on date,
  decided_by text,
  primary key (framework_id, code),
  check ((value is null) = (decided_on is null) and (value is null) = (decided_by is null))
);

-- Words of the head of everything (mission, vision, values) as the unit has them now: each edit is a version with its first day.
create table framework_words (
  id integer generated always as identity primary key,
  node_code text not null,
  text text not null check (text <> ''),
  starts_on date not null,
  written_by text not null,
  approved_by text not null
);
create index framework_words_node on framework_words (node_code, starts_on);

-- The unit's own choices, which the documents do not make: measures that answer an outcome or goal, and goals an outcome serves.
create table framework_measures (
  node_code text not null,
  measure_code text not null,
  why text not null,
  added_on date not null,
  added_by text not null,
  approved_by text not null,
  primary key (node_code, measure_code)
);
create table framework_goals (
  outcome_code text not null,
  goal_code text not null,
  why text not null,
  added_on date not null,
  added_by text not null,
  approved_by text not null,
  primary key (outcome_code, goal_code)
);

-- Every change by a person is proposed by one and decided by another; what was approved is written to the tables above.
create table framework_proposals (
  id integer generated always as identity primary key,
  kind text not null check (kind in ('words', 'answer', 'measure', 'measure-off', 'goal', 'goal-off')),
  -- The item, or the open question.
  node_code text not null,
  -- New words, the answer, a measure's code or a goal's code.
  value text not null check (value <> ''),
  reason text not null check (reason <> ''),
  starts_on date,
  proposed_by text not null,
  proposer_id integer references accounts on delete set null,
  proposed_on date not null,
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'declined')),
  decided_by text,
  decided_on date,
  decision_reason text,
  check ((state = 'waiting') = (decided_by is null))
);
create unique index framework_proposals_waiting on framework_proposals (kind, node_code, value) where state = 'waiting';
create index framework_proposals_node on framework_proposals (node_code);
