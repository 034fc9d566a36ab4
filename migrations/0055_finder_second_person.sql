-- A second person, wherever somebody could do without: words are whose they were when a feed comes between, what was withdrawn is told from what was
-- written over, and a word that leads to help is undone by two.
alter table opportunity_versions add column writers text[] not null default '{}'; -- besides made_by: others whose words it holds

alter table proposals drop constraint proposals_state_check;
alter table proposals add constraint proposals_state_check check (state in ('waiting', 'approved', 'refused', 'replaced', 'withdrawn'));
-- the newest of a record that was written over by nothing was withdrawn
update proposals p set state = 'withdrawn'
where state = 'replaced' and not exists (select 1 from proposals n where n.object = p.object and n.id > p.id);

alter table finder_added_words
  add column undo_by text,                      -- who asked that it be undone; it is in force until another agrees
  add column undo_on date,
  add column undo_why text not null default '',
  add constraint finder_added_words_undo check ((undo_by is null) = (undo_on is null) and (undo_by is not null) = (undo_why <> '')),
  -- not valid: what was undone before stays undone
  add constraint finder_added_words_two check (list <> 'theme' or state <> 'undone' or lower(undo_by) is distinct from lower(ended_by) and undo_by is not null) not valid;
