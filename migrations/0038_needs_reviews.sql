-- Published reviews of deaths, their recommendations, the answers to them and the evidence of change. A review is kept by its published
-- reference: no subject is named, not by a pseudonym either. The tables hold no personal data, so that nothing in them has an end by day;
-- what is removed loses its words at once and keeps only that it was there, when and why it went.

create table reviews (
  id integer generated always as identity primary key,
  -- The code of a kind of review, and codes of themes, in the words of `vocabulary` (reviews/vocabulary.ts).
  type text not null,
  -- The publisher's own number.
  reference text not null default '',
  title text not null check (btrim(title) <> ''),
  publisher text not null check (btrim(publisher) <> ''),
  -- A year, a month or a day, as closely as the publisher says it.
  published text not null check (published ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  address text not null check (address ~ '^https?://'),
  -- Codes of boroughs or the city's own.
  places text[] not null default '{}',
  themes text[] not null default '{}',
  vocabulary integer not null,
  areas text[] not null default '{}',
  outcomes text[] not null default '{}',
  time_band text,
  context_level text,
  journey_stage text,
  prevention_level text,
  age_band text,
  status text not null default 'draft' check (status in ('draft', 'checked', 'removed')),
  removed_reason text,
  version integer not null default 1,
  entered_by integer references accounts,
  entered_on date not null,
  -- Who last changed what it says: they do not check it either.
  changed_by integer references accounts,
  checked_by integer references accounts,
  checked_on date,
  check (checked_by is null or (checked_by is distinct from entered_by and checked_by is distinct from changed_by)),
  check (status <> 'checked' or checked_on is not null),
  check (status <> 'removed' or btrim(coalesce(removed_reason, '')) <> '')
);

create table review_recommendations (
  id integer generated always as identity primary key,
  review_id integer not null references reviews on delete cascade,
  -- Its number in the review.
  number integer not null check (number between 1 and 500),
  text text not null check (btrim(text) <> ''),
  themes text[] not null default '{}',
  vocabulary integer not null,
  -- Organisation or role, never a person.
  owner text not null check (btrim(owner) <> ''),
  -- Codes of the boroughs it is addressed to; none where it is to its owner alone.
  boroughs text[] not null default '{}',
  version integer not null default 1,
  added_on date not null,
  removed_reason text
);
create unique index review_recommendations_number on review_recommendations (review_id, number) where removed_reason is null;

-- What an addressed borough, or the owner where none is (''), says it does with a recommendation. No row: not answered.
create table review_answers (
  recommendation_id integer not null references review_recommendations on delete cascade,
  place text not null,
  state text not null check (state in ('accepted', 'in progress', 'done', 'not accepted')),
  response text not null default '',
  version integer not null default 1,
  answered_on date not null,
  primary key (recommendation_id, place),
  check (state not in ('done', 'not accepted') or btrim(response) <> '')
);

-- What shows that something changed, with its day and where it can be read.
create table review_evidence (
  id integer generated always as identity primary key,
  recommendation_id integer not null references review_recommendations on delete cascade,
  place text not null,
  text text not null check (btrim(text) <> ''),
  seen_on date not null,
  address text not null check (address = '' or address ~ '^(https?://|/)'),
  added_on date not null,
  removed_reason text
);
create index review_evidence_of on review_evidence (recommendation_id);
