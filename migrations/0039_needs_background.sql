-- Background notes: history, drug markets, adverse childhood experiences and the like, of populations and places, each with its source.

create table background_notes (
  id integer generated always as identity primary key,
  topic text not null check (topic in ('history', 'drug markets', 'adverse childhood experiences', 'other')),
  -- The place it is about; null where it is about the subject anywhere.
  place_id integer references places,
  title text not null check (btrim(title) <> ''),
  body text not null check (btrim(body) <> ''),
  source_title text not null check (btrim(source_title) <> ''),
  publisher text not null check (btrim(publisher) <> ''),
  address text not null default '',
  source_year integer not null check (source_year between 1500 and 2100),
  rights text not null check (btrim(rights) <> ''),
  status text not null default 'draft' check (status in ('draft', 'agreed', 'withdrawn')),
  reason text not null default '',
  version integer not null default 1,
  -- Everybody who wrote in it: none of them also agrees it.
  writers integer[] not null,
  written_on date not null,
  agreed_by integer references accounts,
  agreed_on date,
  check (status <> 'agreed' or (agreed_by is not null and agreed_on is not null)),
  check (agreed_by is null or not agreed_by = any (writers)),
  check (status <> 'withdrawn' or btrim(reason) <> '')
);
create index background_notes_place on background_notes (place_id) where status = 'agreed';
