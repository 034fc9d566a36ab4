-- Whoever wrote in an entry, first or later, does not answer it.
alter table register_entries add column writers integer[] not null default '{}';
update register_entries set writers = array[opened_by] where opened_by is not null;
