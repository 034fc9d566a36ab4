-- An organisation nobody knows yet asks in one form: its name beside what it says it runs.
alter table opportunity_claims add column organisation text not null default '';

-- What entries have in common, a row for each thing two of one kind would share (care/pairs-rules.ts, keysOf), as a sum of it: only those that share one
-- are held against each other, so that no night has to hold all entries at once.
create table finder_alike (
  entry_id uuid not null references opportunities on delete cascade,
  version integer not null, -- the public version it was made of
  key text not null,
  primary key (entry_id, key)
);
create index finder_alike_key on finder_alike (key, entry_id);

-- A feed that was trusted after it had dropped an entry, and named it again, left it a draft although it has an approved version: nobody found it, and no
-- later crawl mended it. Such an entry is public again; the trail says why, and search is made anew.
with newest as (
  select greatest(coalesce(max(modified), 0), floor(extract(epoch from clock_timestamp()) * 1000)::bigint) as moment from opportunities
), mended as (
  update opportunities o set state = 'public', state_reason = '', modified = n.moment + f.place
  from newest n, (select id, row_number() over (order by id) as place from opportunities where state = 'draft' and public_version is not null) f
  where f.id = o.id returning o.id, o.public_version
), told as (
  insert into audit (who, what, object, detail)
  select 'upgrade', 'opportunity.mended', 'opportunity/' || id,
    jsonb_build_object('version', public_version, 'reason', 'It was left a draft by a fault, although a version of it was approved') from mended
  returning id
)
insert into jobs (kind, payload) select 'finder.refresh', '{"nightly": false}'::jsonb where exists (select 1 from told);

alter table opportunities add check ((state = 'draft') <= (public_version is null));
