-- Who asked to look after an organisation's entries and was not let in by their mailbox: an officer looks. Kept until it is answered, and some weeks more.
create table opportunity_claims (
  id integer generated always as identity primary key,
  email text not null,
  organisation_id uuid references organisations on delete cascade, -- of the entry they came from; null: they said it in words
  words text not null default '',
  asked_at timestamptz not null default now(),
  answer text check (answer in ('let in', 'declined')),
  answered_by text,
  answered_at timestamptz,
  check ((answer is null) = (answered_by is null))
);
create index opportunity_claims_waiting on opportunity_claims (asked_at) where answer is null;

-- What employers have promised young people, and what came of it: counts, never names.
create table employer_pledges (
  id integer generated always as identity primary key,
  organisation_id uuid not null references organisations,
  pledge text not null check (pledge <> ''),
  pledged_on date not null,
  vacancies integer not null default 0 check (vacancies >= 0),
  starts integer not null default 0 check (starts >= 0),
  sustained integer not null default 0 check (sustained >= 0), -- still there three months after they began
  counted_on date,                                             -- until when these are counted; null: not yet
  ended_on date,
  version integer not null default 1,
  made_by text not null,
  made_at timestamptz not null default now(),
  check (starts >= sustained)
);
create index employer_pledges_organisation on employer_pledges (organisation_id);

-- What a mentoring offer says of itself each quarter: counts, never names.
create table mentoring_counts (
  opportunity_id uuid primary key references opportunities on delete cascade,
  places integer not null check (places >= 0),
  waiting integer not null check (waiting >= 0),
  matched integer not null check (matched >= 0),
  sustained_3 integer not null check (sustained_3 >= 0), -- of those matched, still meeting after three months
  sustained_6 integer not null check (sustained_6 >= 0),
  counted_on date not null,
  version integer not null default 1,
  made_by text not null,
  made_at timestamptz not null default now(),
  check (matched >= sustained_3 and sustained_3 >= sustained_6)
);
