-- Trust: checks of the audit chain, what was removed and when, gates before risky data or features, and requests under data protection law.

-- A check of the whole chain, kept so that a later one can tell whether what stood then still stands.
create table chain_checks (
  id integer generated always as identity primary key,
  asked_by text not null,
  asked_at timestamptz not null default now(),
  job_id bigint,
  finished_at timestamptz,
  row_count bigint,
  head text,
  faults jsonb not null default '[]',
  error text,
  check ((finished_at is null) = (row_count is null and error is null))
);

-- Proof of what went: a row for each run and rule, those that removed nothing too. Never removed.
create table retention_runs (
  id bigint generated always as identity primary key,
  run_id bigint not null,
  rule text not null,
  before_on date not null, -- records that ended before this day
  removed integer check (removed >= 0),
  error text,
  ran_at timestamptz not null default now(),
  ran_by text not null,
  check ((removed is null) <> (error is null))
);
create index retention_runs_rule on retention_runs (rule, id desc);
create sequence retention_run_ids;

-- Data or a feature that may not be used before an assessment is signed.
create table gates (
  id integer generated always as identity primary key,
  object text not null check (object ~ '^(source|feature)/[a-z0-9][a-z0-9-]{0,118}$'),
  kind text not null check (kind in ('DPIA', 'EIA')),
  title text not null,
  reference text,
  owner_role text,
  signed_on date,
  review_on date,
  note text not null default '',
  filled_by integer references accounts on delete set null,
  filled_at timestamptz,
  approved_by integer references accounts on delete set null,
  approved_at timestamptz,
  unique (object, kind),
  check (approved_at is null or (reference is not null and owner_role is not null and signed_on is not null and review_on is not null)),
  check (review_on is null or review_on > signed_on)
);

-- Requests and complaints under data protection law. Who asked and what they wrote is where `held_at` says; here is only how it goes.
create table data_requests (
  id integer generated always as identity primary key,
  kind text not null check (kind in ('access', 'rectification', 'erasure', 'restriction', 'objection', 'complaint')),
  received_on date not null,
  due_on date not null,
  held_at text not null,
  owner_role text not null,
  extended_to date,
  extension_reason text not null default '',
  state text not null default 'open' check (state in ('open', 'refusal-proposed', 'answered', 'refused', 'withdrawn')),
  outcome text not null default '',
  proposed_by integer references accounts on delete set null,
  closed_on date,
  made_by text not null,
  made_at timestamptz not null default now(),
  check (due_on > received_on),
  check ((extended_to is null) = (extension_reason = '')),
  check ((state in ('answered', 'refused', 'withdrawn')) = (closed_on is not null))
);
create index data_requests_open on data_requests (due_on) where closed_on is null;

create index audit_what on audit (what);
