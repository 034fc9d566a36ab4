-- What the unit owes an answer to, in one table with four kinds: what people said, challenges put to the unit, what institutions promised,
-- and changes of a rule, practice or budget. Each is answered by somebody else than whoever entered it.
create table register_entries (
  id integer generated always as identity primary key,
  register text not null check (register in ('you-said', 'challenge', 'commitment', 'systems-change')),
  -- What was said, asked, promised or changed.
  title text not null check (title <> ''),
  -- Who said, raised or promised it, or whose rule it is: a group, body or institution, never a person.
  party text not null check (party <> ''),
  -- Direction, support or challenge; rule, practice or budget.
  nature text,
  -- For those who work on it; never released.
  more text not null default '',
  -- Of a change: before, after, what shows it, and from when.
  before text not null default '',
  after text not null default '',
  evidence text not null default '',
  changed_on date,
  -- Whose people see a commitment and answer it.
  organisation text,
  owner_role text not null check (owner_role in ('provider', 'borough-lead', 'officer', 'analyst', 'director')),
  places text[] not null default '{}',
  due_on date,
  because text not null default '',
  time_band text,
  areas text[] not null default '{}',
  outcomes text[] not null default '{}',
  context_level text,
  journey_stage text,
  prevention_level text,
  age_band text,
  opened_on date not null,
  opened_by integer references accounts on delete set null,
  opened_by_role text not null,
  -- What came of it, in a word of its register, and the reply.
  outcome text,
  reply text not null default '',
  replied_on date,
  replied_by_role text,
  dropped_on date,
  dropped_reason text not null default '',
  version integer not null default 1,
  check ((outcome is null) = (replied_on is null)),
  check ((replied_on is null) = (replied_by_role is null)),
  check (replied_on is null or dropped_on is null),
  check (register <> 'systems-change' or (before <> '' and after <> '' and evidence <> '')),
  check (register = 'systems-change' or due_on is not null)
);
create index register_entries_open on register_entries (register, due_on) where replied_on is null and dropped_on is null;
