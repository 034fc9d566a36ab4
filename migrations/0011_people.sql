-- People: what an account answers for, what it is beside its role and until when, how it signs in, and openings of confidential records by an administrator.

alter table accounts
  add column programmes text[] not null default '{}',
  add column invited_until timestamptz, -- null once they have signed in: an invitation that nobody took up ends
  add column closed_at timestamptz,
  add column issuer text,
  add column subject text,
  add constraint accounts_bound check ((issuer is null) = (subject is null));
create unique index accounts_subject on accounts (issuer, subject) where subject is not null;
create index accounts_organisation on accounts (organisation);

create table account_flags (
  id integer generated always as identity primary key,
  account_id integer not null references accounts on delete cascade,
  flag text not null check (flag in ('incident-duty', 'safeguarding-lead', 'reference-group', 'data-steward', 'evaluator', 'notifier')),
  starts_on date not null,
  ends_on date, -- the last day it holds; null until it is taken away
  given_by text not null,
  check (ends_on is null or ends_on >= starts_on),
  check (flag <> 'evaluator' or ends_on is not null)
);
create index account_flags_account on account_flags (account_id);

-- Where somebody wanted to go when they asked for the link.
alter table sign_in_links add column next_path text not null default '/';
create index sign_in_links_account on sign_in_links (account_id, created_at desc);

-- No network address is kept. `device` is a family of browsers and of systems, such as "Firefox on Windows", so that a person knows their own sessions.
alter table sessions
  add column id bigint generated always as identity,
  add column device text not null default 'Unknown browser',
  add column how text not null default 'link',
  add column authenticated_at timestamptz not null default now();
create unique index sessions_id on sessions (id);
create index sessions_account on sessions (account_id);

create table account_devices (
  account_id integer not null references accounts on delete cascade,
  device text not null,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  primary key (account_id, device)
);

-- A sign-in under way: bound to one browser by the hash of its cookie. With a state: at the organisation's provider. With an account: a link
-- was spent and the code of an authenticator is still to come.
create table sign_ins_begun (
  token_hash text primary key,
  state text,
  nonce text,
  verifier text,
  account_id integer references accounts on delete cascade,
  next_path text not null default '/',
  again boolean not null default false, -- somebody signed in is to show anew that it is they
  expires_at timestamptz not null,
  check ((state is null) <> (account_id is null)),
  check ((state is null) = (nonce is null) and (state is null) = (verifier is null))
);

create table account_codes (
  account_id integer primary key references accounts on delete cascade,
  secret text not null, -- sealed: AES-256-GCM under SECRETS_KEY
  confirmed_at timestamptz,
  last_step bigint not null default 0, -- the newest 30 seconds whose code was used: none is taken twice
  wrong_tries integer not null default 0,
  wrong_since timestamptz
);

create table account_recovery_codes (
  account_id integer not null references account_codes on delete cascade,
  code_hash text not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

create table account_requests (
  id integer generated always as identity primary key,
  email text not null,
  name text not null,
  role text not null,
  organisation text,
  places text[] not null default '{}',
  reason text not null,
  asked_by integer not null references accounts,
  asked_at timestamptz not null default now(),
  decision text check (decision in ('accepted', 'declined')),
  decided_by integer references accounts,
  decided_at timestamptz,
  check ((decision is null) = (decided_at is null))
);

create table glass_openings (
  id integer generated always as identity primary key,
  account_id integer not null references accounts,
  kind text not null,
  reason text not null check (length(reason) >= 20),
  opened_at timestamptz not null default now(),
  ends_at timestamptz not null,
  closed_at timestamptz,
  check (ends_at > opened_at and ends_at <= opened_at + interval '4 hours')
);
create index glass_openings_account on glass_openings (account_id, ends_at desc);
