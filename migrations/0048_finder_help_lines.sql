-- Lines to ring, text or write to. A city's pack names them (packs/*/public/help.json); what officers and administrators put right stands here
-- and is shown in its place. The audit trail keeps what a line said before.
create table help_lines (
  id text primary key check (id ~ '^[a-z0-9-]+$'), -- as the pack calls the line
  words text not null check (words <> ''),
  phone text not null default '',
  address text not null default '',
  hours text not null default '',
  cost text not null default '',
  text_to text not null default '',
  chat text not null default '',
  checked_on date,               -- when somebody last said that all of it is right
  version integer not null default 1,
  changed_by text not null,
  changed_at timestamptz not null default now()
);

-- Whether the addresses of lines answered when a job last knocked, once a week. A line is never taken away for it.
create table help_addresses (
  address text primary key,
  answered boolean,              -- null: could not be looked at, there was no way out to the internet
  looked_at timestamptz not null default now()
);
