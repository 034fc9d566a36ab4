-- The research register: questions with an owner, who answers them at what cost by when, what came out, and what use was made of it.

create table research_items (
  id integer generated always as identity primary key,
  question text not null check (btrim(question) <> ''),
  topic text not null default '',
  owner_role text not null check (owner_role in ('officer', 'analyst', 'director')),
  supplier text not null default '',
  cost_pence bigint check (cost_pence >= 0),
  due_on date,
  output text not null default '',
  output_href text not null default '',
  received_on date,
  published_on date,
  unpublished_reason text not null default '',
  review_on date,                        -- the day it is asked again whether it can be published
  use_made text not null default '',
  stopped_reason text not null default '',
  time_band text,
  areas text[] not null default '{}',
  outcomes text[] not null default '{}',
  context_level text,
  journey_stage text,
  prevention_level text,
  age_band text,
  made_by integer references accounts,
  made_on date not null,
  version integer not null default 1,
  -- No report sits unpublished without a reason and a day to ask again.
  check (received_on is null or published_on is not null or (btrim(unpublished_reason) <> '' and review_on is not null)),
  check (published_on is null or received_on is not null)
);

-- Who we learned from, what we tried, and what came of it.
create table exchange_visits (
  id integer generated always as identity primary key,
  with_whom text not null check (btrim(with_whom) <> ''),
  held_at text not null default '',
  visited_on date not null,
  learned text not null check (btrim(learned) <> ''),
  owner_role text not null check (owner_role in ('officer', 'analyst', 'director')),
  tried text not null default '',
  result text not null default '',
  no_action text not null default '',    -- why nothing follows; otherwise a task does
  time_band text,
  areas text[] not null default '{}',
  outcomes text[] not null default '{}',
  context_level text,
  journey_stage text,
  prevention_level text,
  age_band text,
  made_by integer references accounts,
  made_on date not null,
  version integer not null default 1
);
