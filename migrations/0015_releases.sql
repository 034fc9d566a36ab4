-- Releases: the only way out. A release has an address for ever; its editions are frozen when published, and public pages read nothing else.

create table releases (
  id integer generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  created_at timestamptz not null default now()
);

create table release_editions (
  id integer generated always as identity primary key,
  release_id integer not null references releases,
  edition integer not null check (edition > 0),
  state text not null default 'draft' check (state in ('draft', 'checked', 'published', 'superseded', 'withdrawn', 'dropped')),
  title text not null check (title <> ''),
  summary text not null default '',
  -- What was chosen, and as it was then with its true figures; gone at publication, when the frozen items take its place.
  chosen text[] not null,
  draft jsonb,
  checks jsonb,
  prepared_by integer references accounts on delete set null,
  prepared_on date not null,
  checked_by integer references accounts on delete set null,
  checked_on date,
  published_by integer references accounts on delete set null,
  published_on date,
  published_at timestamptz,
  -- What was wrong in the edition before, for the correction log.
  correction text,
  withdrawn_by integer references accounts on delete set null,
  withdrawn_on date,
  withdrawn_reason text,
  sha256 text,
  unique (release_id, edition),
  check (state not in ('published', 'superseded', 'withdrawn') or (draft is null and sha256 is not null and published_on is not null)),
  check (edition = 1 or correction is not null),
  check ((state = 'withdrawn') = (withdrawn_reason is not null))
);
create unique index release_editions_one_public on release_editions (release_id) where state = 'published';
create unique index release_editions_one_draft on release_editions (release_id) where state in ('draft', 'checked');
create index release_editions_state on release_editions (state, published_at desc);

-- What the public reads: written once, at publication, never changed.
create table release_items (
  id integer generated always as identity primary key,
  edition_id integer not null references release_editions,
  position integer not null,
  key text not null,
  kind text not null,
  title text not null,
  places text[] not null,
  areas text[] not null,
  outcomes text[] not null,
  content jsonb not null,
  sha256 text not null,
  unique (edition_id, key),
  unique (edition_id, position)
);
create index release_items_key on release_items (key);
create index release_items_places on release_items using gin (places);

-- Every number ever public, as an outsider holds it: what later releases are held against. Those withdrawn count too, for copies stay.
create table release_cells (
  edition_id integer not null references release_editions,
  counts text not null,
  place text not null,
  period text not null,
  groups jsonb not null,
  apart text not null check (apart in ('no', 'rest', 'all')),
  least integer not null,
  most integer,
  hidden boolean not null,
  under integer not null
);
create index release_cells_counts on release_cells (counts);
create index release_cells_edition on release_cells (edition_id);

-- Where a released thing is used: pages, cards, packs. Listed when it is withdrawn.
create table release_uses (
  item_key text not null,
  href text not null,
  title text not null,
  noted_on date not null,
  primary key (item_key, href)
);

create table release_documents (
  id integer generated always as identity primary key,
  title text not null check (title <> ''),
  summary text not null default '',
  period text not null default '',
  body text not null default '',
  sources text not null default '',
  licence text not null default '',
  method text not null default '',
  version integer not null default 1,
  written_by integer references accounts on delete set null,
  written_on date not null
);

create function release_stays() returns trigger language plpgsql as $$
begin
  raise exception 'what was released is never changed or removed';
end $$;
create trigger release_items_stay before update or delete on release_items for each row execute function release_stays();
create trigger release_items_never_emptied before truncate on release_items for each statement execute function release_stays();
create trigger release_cells_stay before update or delete on release_cells for each row execute function release_stays();

-- A published edition may be superseded or withdrawn; everything else of it stays. Accounts may go (their number becomes null).
create function release_edition_stays() returns trigger language plpgsql as $$
begin
  if old.state in ('draft', 'checked') then return new; end if;
  if (new.release_id, new.edition, new.title, new.summary, new.chosen, new.published_on, new.published_at, new.sha256, new.correction)
    is distinct from (old.release_id, old.edition, old.title, old.summary, old.chosen, old.published_on, old.published_at, old.sha256, old.correction)
    or new.draft is not null or new.state in ('draft', 'checked') or (old.state = 'withdrawn' and new.state <> 'withdrawn') then
    raise exception 'a published edition is never changed';
  end if;
  return new;
end $$;
create trigger release_editions_stay before update on release_editions for each row execute function release_edition_stays();
create trigger release_editions_never_go before delete on release_editions for each row execute function release_stays();
