-- Things to be done, each because of a record, with a role that owns it and a day it is due. Never about a person.

create table tasks (
  id integer generated always as identity primary key,
  title text not null check (title <> ''),
  note text not null default '',
  owner_role text not null check (owner_role in ('borough-lead', 'officer', 'analyst', 'director')),
  places text[] not null default '{}',
  due_on date,
  opened_on date not null,
  opened_by text not null,
  done_on date,
  done_by text,
  result text not null default '',
  check ((done_on is null) = (done_by is null))
);
create index tasks_open on tasks (due_on) where done_on is null;
