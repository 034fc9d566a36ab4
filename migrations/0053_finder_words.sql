-- What people of the unit added to the finder's lists of words: what people call an activity or a theme, and words of danger. The lists shipped with
-- the program are not here; these are read beside them. Two people each: one proposes with a reason, another approves. What was once approved is
-- never deleted: a synonym may be undone, a word of danger may not.
create table finder_added_words (
  id integer generated always as identity primary key,
  list text not null check (list in ('activity', 'theme', 'crisis')),
  target text not null check (target <> ''),           -- an activity, a theme, or a topic of the words of danger
  phrase text not null check (phrase <> '' and length(phrase) <= 60), -- as search compares it: small letters, no marks
  reason text not null check (reason <> ''),
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'refused', 'withdrawn', 'undone')),
  proposed_by text not null,
  proposed_on date not null,
  decided_by text,                                      -- who approved, refused or withdrew it
  decided_on date,
  ended_by text,                                        -- who undid it
  ended_on date,
  note text not null default '',                        -- why it was refused, withdrawn or undone
  version integer not null default 1,
  check ((state = 'proposed') = (decided_by is null)),
  check ((decided_by is null) = (decided_on is null)),
  check (state <> 'approved' or lower(decided_by) <> lower(proposed_by)),
  check ((state = 'undone') = (ended_by is not null)),
  check (list <> 'crisis' or state <> 'undone'),
  check (state not in ('refused', 'withdrawn', 'undone') or note <> '')
);
create unique index finder_added_words_once on finder_added_words (list, target, phrase) where state in ('proposed', 'approved');
