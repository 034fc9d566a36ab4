-- Links of the audit trail that hold by themselves. A link now carries the row's time and hash under its own hash, so that when a row has gone
-- it can still be told whether it was old enough to go. And a row keeps what its writer was at that moment: role and organisation.

alter table audit add column role text, add column organisation text; -- null in rows written before this, and where no account did it

alter table audit_chain
  add column version smallint not null default 1 check (version in (1, 2)),
  add column at timestamptz,  -- the row's own
  add column row_hash text,
  add check (version = 1 or (at is not null and row_hash is not null));
alter table audit_chain alter column version set default 2;

create function audit_digest(words text) returns text language sql immutable as $$
  select encode(sha256(convert_to(words, 'UTF8')), 'hex')
$$;

create function audit_row_hash(one audit) returns text language sql immutable as $$
  select audit_digest(jsonb_build_array(
    2, one.id, extract(epoch from one.at)::text, one.who, one.what, one.object, one.detail, one.purpose, one.role, one.organisation)::text)
$$;

create function audit_link_hash(before text, place bigint, audit_id bigint, at timestamptz, row_hash text) returns text language sql immutable as $$
  select audit_hash(before, jsonb_build_array(2, place, audit_id, extract(epoch from at)::text, row_hash)::text)
$$;

-- Links of the first kind say nothing of their row's time. It is written beside them here; the first link of the second kind has all of that
-- under its hash (the seal), so that it cannot be altered later either.
create function audit_seal() returns text language sql stable as $$
  select audit_digest(coalesce(string_agg(
    jsonb_build_array(position, audit_id, extract(epoch from at)::text, row_hash)::text, '' order by position), ''))
  from audit_chain where version = 1
$$;

-- What the hash of a link begins with: the link before it, with the seal where the second kind begins.
create function audit_before(hash text, version smallint) returns text language sql stable as $$
  select case when version = 1 then audit_hash(hash, audit_seal()) else coalesce(hash, '') end
$$;

create or replace function audit_link() returns trigger language plpgsql as $$
declare
  last audit_chain;
  place bigint;
  row_hash text := audit_row_hash(new);
begin
  perform pg_advisory_xact_lock(4861, 1);
  select * into last from audit_chain order by position desc limit 1;
  place := coalesce(last.position, 0) + 1;
  insert into audit_chain (position, audit_id, version, at, row_hash, hash) values (
    place, new.id, 2, new.at, row_hash,
    audit_link_hash(audit_before(last.hash, last.version), place, new.id, new.at, row_hash));
  return null;
end $$;

alter table audit_chain disable trigger audit_chain_stays;
update audit_chain c set at = a.at, row_hash = audit_row_hash(a) from audit a where a.id = c.audit_id;
alter table audit_chain enable trigger audit_chain_stays;
