-- What a second person checked off is known by its seal, and each piece of advice that was left standing has a written reason, kept with the edition.

alter table release_editions
  add column checked_seal text,
  add column reasons jsonb;

-- A draft that waited when its release was withdrawn must not bring the address back.
delete from release_checks c using release_editions d, release_editions w
  where c.edition_id = d.id and w.release_id = d.release_id and w.state = 'withdrawn' and d.state in ('draft', 'checked');
update release_editions d set state = 'dropped', draft = null
  where d.state in ('draft', 'checked') and exists (select 1 from release_editions w where w.release_id = d.release_id and w.state = 'withdrawn');

create or replace function release_edition_stays() returns trigger language plpgsql as $$
begin
  if old.state in ('draft', 'checked') then return new; end if;
  if (new.release_id, new.edition, new.title, new.summary, new.chosen, new.published_on, new.published_at, new.sha256, new.correction, new.checks, new.checked_seal, new.reasons)
    is distinct from (old.release_id, old.edition, old.title, old.summary, old.chosen, old.published_on, old.published_at, old.sha256, old.correction, old.checks, old.checked_seal, old.reasons)
    or new.draft is not null or new.state in ('draft', 'checked') or (old.state = 'withdrawn' and new.state <> 'withdrawn') then
    raise exception 'a published edition is never changed';
  end if;
  return new;
end $$;
