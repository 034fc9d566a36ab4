-- The check of a draft: asked for, done by the job process, and good for exactly the content it was made of. Nothing goes out without one.

create table release_checks (
  edition_id integer primary key references release_editions,
  -- Changes with the draft, its words, and everything public that it is held against.
  content text not null,
  state text not null check (state in ('asked', 'done', 'stopped', 'too-long', 'failed')),
  job_id bigint,
  -- The items as the public will read them and the numbers they show: gone with publication, when the frozen ones take their place.
  found jsonb,
  check ((state = 'done') = (found is not null))
);
