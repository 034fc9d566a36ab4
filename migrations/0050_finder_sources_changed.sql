-- Who last changed what the approval of a feed was given for (its licence, or whether all it brings is public at once): not who approves it again.
alter table finder_sources add column changed_by text;
