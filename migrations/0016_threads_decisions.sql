-- Decisions: the question, the options, the reason, who decided and when it is looked at again. What may be public and what is confidential are apart.

create table decisions (
  id integer generated always as identity primary key,
  reference text not null unique,
  kind text not null check (kind in ('general', 'place')),
  question text not null check (question <> ''),
  context text not null default '',
  -- [{ "title", "weigh" }] in order; the one chosen by its place in the list.
  options jsonb not null default '[]',
  chosen integer,
  reason text not null default '',
  -- [{ "code", "label", "answer" }]: each guiding principle, in the words of the framework in force, and what was answered.
  principles jsonb not null default '[]',
  equality text not null default '',
  public_part text not null default '',
  confidential_part text not null default '',
  places text[] not null default '{}',
  areas text[] not null default '{}',
  outcomes text[] not null default '{}',
  -- For the choice of a place: strength, existing investment, dissent, and the panel of measures as it stood when it was proposed.
  strength text not null default '',
  investment text not null default '',
  dissent text not null default '',
  panel jsonb,
  status text not null default 'draft' check (status in ('draft', 'proposed', 'decided', 'dropped')),
  prepared_by integer references accounts,
  proposed_by integer references accounts,
  proposed_on date,
  decided_by integer references accounts,
  decided_by_role text,
  decided_on date,
  review_on date,
  dropped_reason text,
  version integer not null default 1,
  opened_on date not null,
  -- Whoever prepares or proposes does not decide.
  check (decided_by is null or (decided_by is distinct from prepared_by and decided_by is distinct from proposed_by)),
  check (status <> 'decided' or (decided_by is not null and decided_on is not null and reason <> '' and chosen is not null))
);

create table decision_reviews (
  id integer generated always as identity primary key,
  decision_id integer not null references decisions on delete cascade,
  due_on date not null,
  label text not null,
  done_on date,
  done_by integer references accounts,
  result text,
  note text not null default '',
  check (done_on is null or result is not null)
);
create index decision_reviews_of on decision_reviews (decision_id, due_on);
