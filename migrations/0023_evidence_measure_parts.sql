-- Codes of the measures this one is made up of, as the pack describes it: a whole less the parts that are shown would give a hidden part away.
alter table measures add column includes text[] not null default '{}';
