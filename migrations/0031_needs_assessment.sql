-- The needs assessment: one living document a place (the city, or a borough), every state it was in, what reviewers said, and its frozen editions.

create table needs_assessments (
  id integer generated always as identity primary key,
  place_id integer not null unique references places,
  title text not null check (btrim(title) <> ''),
  -- Chapters in order, each made of blocks: text, a finding by its number, a view by its name and words.
  document jsonb not null,
  status text not null default 'draft' check (status in ('draft', 'in review')),
  version integer not null default 1,
  made_by integer references accounts,
  made_on date not null,
  -- Everybody who saved words of it: none of them freezes it.
  edited_by integer[] not null default '{}'
);

-- Every state the document was in, so that any of them can be put back.
create table needs_assessment_versions (
  assessment_id integer not null references needs_assessments on delete cascade,
  version integer not null,
  document jsonb not null,
  deed text not null check (deed <> ''),
  made_by integer references accounts,
  made_on date not null,
  primary key (assessment_id, version)
);

create table needs_assessment_comments (
  id integer generated always as identity primary key,
  assessment_id integer not null references needs_assessments on delete cascade,
  -- The chapter or block it is about; empty for the whole.
  part text not null default '',
  words text not null check (btrim(words) <> ''),
  made_by integer references accounts,
  made_by_role text not null,
  made_on date not null,
  answer text,
  settled_by integer references accounts,
  settled_on date,
  check ((settled_on is null) = (answer is null))
);
create index needs_assessment_comments_of on needs_assessment_comments (assessment_id, id);

-- An edition holds findings, readings, words and pictures as they stood. It is never changed.
create table needs_assessment_editions (
  id integer generated always as identity primary key,
  assessment_id integer not null references needs_assessments,
  number integer not null check (number > 0),
  title text not null,
  note text not null default '',
  content jsonb not null,
  -- The state of the document it was frozen from, and who had written words of it.
  version integer not null,
  authors integer[] not null,
  frozen_by integer references accounts,
  frozen_on date not null,
  unique (assessment_id, number),
  check (frozen_by is null or not frozen_by = any (authors))
);
