-- Organisations that run things, pay for them or work beside the unit. Their contacts are mailboxes and numbers of a role, never of a person.
create table organisations (
  id uuid primary key,
  key text not null unique check (key ~ '^[a-z0-9][a-z0-9-]*$'), -- what accounts and records call it: 'tideway-youth'
  name text not null check (name <> ''),
  description text not null default '',
  kind text not null check (kind in ('charity', 'community group', 'company', 'council', 'school', 'faith group', 'health', 'other')),
  charity_number text,
  company_number text,
  website text,
  email text,                    -- a role's mailbox
  phone text,
  mail_domain text,              -- whoever has a mailbox here may claim it; null: by an officer only
  source_id text,                -- the feed it came from; null when somebody here entered it
  source_ref text,
  version integer not null default 1,
  made_by text not null,
  made_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  closed_on date
);
create unique index organisations_source on organisations (source_id, source_ref) where source_id is not null;
create index organisations_name on organisations using gin (lower(name) gin_trgm_ops);
