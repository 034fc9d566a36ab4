-- Files sent in the browser, from being received to being imported or thrown away. The file itself lies beside the store and is deleted
-- when it has been imported, refused or cancelled, or after a day; what is kept here says who sent what and what became of it.
create table uploads (
  id integer generated always as identity primary key,
  pack_id text not null,
  source jsonb not null,             -- as the pack describes it, or a new partner's: written to `sources` only when a file of it comes into force
  new_source boolean not null default false,
  format text not null,
  options jsonb not null default '{}',
  snapshot_on date,
  file_name text not null,
  file_bytes bigint not null,
  path text,                         -- null once the file is deleted
  made_by text not null,
  made_at timestamptz not null default now(),
  status text not null default 'looking'
    check (status in ('looking', 'ready', 'unchanged', 'refused', 'importing', 'imported', 'cancelled', 'failed', 'expired')),
  job_id bigint references jobs,
  outcome jsonb not null default '{}',
  import_id integer references imports,
  finished_at timestamptz
);
create index uploads_open on uploads (made_at) where path is not null;
create index uploads_by on uploads (made_by, made_at desc);
