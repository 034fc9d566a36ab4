-- Places. A place is known by its code for ever: ONS changes the code when it changes the boundary, so one code is one shape.
-- A vintage ('ward:2018', 'lsoa:2021') is a named set of places that tile the city at one time.

create extension if not exists postgis;
create extension if not exists pg_trgm;

create table places (
  id integer generated always as identity primary key,
  code text not null unique check (code = btrim(code)),
  name text not null,
  kind text not null check (kind in ('city', 'borough', 'ward', 'lsoa', 'neighbourhood', 'hub')),
  -- the borough of a ward; the ward of an LSOA (best fit, newest vintage); the city of a borough; the borough most of a hub or neighbourhood lies in
  parent_id integer references places,
  borough_id integer references places,
  valid_from text,
  valid_to text,
  longitude double precision,
  latitude double precision,
  area_m2 double precision,
  geom geometry(multipolygon, 4326),
  note text
);
create index places_kind on places (kind, name);
create index places_parent on places (parent_id);
create index places_borough on places (borough_id, kind);
create index places_geom on places using gist (geom);
create index places_name on places using gin (lower(name) gin_trgm_ops);

create table place_vintages (
  vintage text not null,
  place_id integer not null references places on delete cascade,
  primary key (vintage, place_id)
);
create index place_vintages_place on place_vintages (place_id);

-- Many to many: what share of `from` belongs to `to`. Shares of one `from` and `kind` add up to 1 where the look-up is complete.
create table place_links (
  from_id integer not null references places on delete cascade,
  to_id integer not null references places on delete cascade,
  kind text not null,           -- 'lsoa:2011>lsoa:2021', 'lsoa:2021>ward:2024', 'ward:2018>ward:2024' ...
  weight double precision not null check (weight > 0 and weight <= 1.000001),
  basis text not null check (basis in ('best fit', 'population', 'area')),
  change text,                  -- ONS CHGIND: U unchanged, S split, M merged, X irregular
  primary key (kind, from_id, to_id)
);
create index place_links_to on place_links (kind, to_id);

create table place_neighbours (
  vintage text not null,
  place_id integer not null references places on delete cascade,
  neighbour_id integer not null references places on delete cascade,
  primary key (place_id, neighbour_id, vintage)
);

-- LSOAs whose centroid lies inside a neighbourhood or within a hub's radius.
create table place_members (
  place_id integer not null references places on delete cascade,
  member_id integer not null references places on delete cascade,
  primary key (place_id, member_id)
);

create table neighbourhoods (
  place_id integer primary key references places on delete cascade,
  drawn boolean not null,       -- true: a drawn area; false: a chosen set of LSOAs
  reason text not null,
  made_by text not null,
  made_at timestamptz not null default now()
);

create table assets (
  id integer generated always as identity primary key,
  kind text not null,           -- 'library', 'community centre', 'school', 'hospital', 'station' ...
  ref text,                     -- the source's own number (URN, NaPTAN id, site code)
  name text not null,
  address text,
  detail jsonb not null default '{}',
  longitude double precision not null,
  latitude double precision not null,
  lsoa_id integer references places,
  ward_id integer references places,
  borough_id integer references places,
  source_id text not null
);
create index assets_ward on assets (ward_id);
create index assets_lsoa on assets (lsoa_id);
create index assets_borough on assets (borough_id, kind);
create index assets_source on assets (source_id);
create index assets_name on assets using gin (lower(name) gin_trgm_ops);

create table hubs (
  place_id integer primary key references places on delete cascade,
  station text not null,
  longitude double precision not null,
  latitude double precision not null,
  radius_m integer not null check (radius_m between 50 and 5000),
  made_by text not null,
  made_at timestamptz not null default now()
);

create table populations (
  place_id integer not null references places on delete cascade,
  year integer not null,
  basis text not null,          -- 'Census 2021', 'Mid-year estimate'
  persons integer not null check (persons >= 0),
  by_age jsonb not null default '{}',   -- {"0-4": 52, "5-9": 34, ..., "85+": 3}
  source_id text not null,
  primary key (place_id, year, basis)
);

create table postcodes (
  postcode text primary key check (postcode = upper(postcode) and position(' ' in postcode) = 0),
  lsoa_id integer references places,
  ward_id integer references places,
  borough_id integer references places,
  longitude double precision,
  latitude double precision
);

-- Simplified, shared-edge boundaries for maps (TopoJSON), one row a vintage, and drawings made from them.
create table boundary_sets (
  vintage text primary key,
  topology jsonb not null,
  etag text not null,
  made_at timestamptz not null default now()
);
create table map_features (
  name text primary key,        -- 'river'
  geometry jsonb not null       -- GeoJSON, longitude and latitude
);
