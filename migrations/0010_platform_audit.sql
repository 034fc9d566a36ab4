-- The audit trail becomes a chain: each row's hash is made of the row and the hash before it, so a row that is altered, put in or taken out shows.
-- The link is made as the transaction commits (a deferred trigger), after all its other locks, so that writers wait for one another only a moment.

alter table audit add column purpose text;

-- Kept seven years; younger rows are never removed, and none is ever changed.
create or replace function audit_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.at < now() - interval '7 years' then return old; end if;
  raise exception 'audit rows are never changed or removed';
end $$;

create table audit_chain (
  position bigint primary key,
  audit_id bigint not null unique,
  hash text not null,
  linked_at timestamptz not null default now()
);

create function audit_stays_whole() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is never changed or removed';
end $$;
create trigger audit_never_emptied before truncate on audit for each statement execute function audit_stays_whole();
create trigger audit_chain_stays before update or delete on audit_chain for each row execute function audit_stays_whole();
create trigger audit_chain_never_emptied before truncate on audit_chain for each statement execute function audit_stays_whole();

-- A row as text: the same on every server, whatever its time zone.
create function audit_text(id bigint, at timestamptz, who text, what text, object text, detail jsonb, purpose text) returns text
language sql immutable as $$
  select jsonb_build_array(id, extract(epoch from at)::text, who, what, object, detail, purpose)::text
$$;

create function audit_hash(before text, row_text text) returns text language sql immutable as $$
  select encode(sha256(convert_to(before || row_text, 'UTF8')), 'hex')
$$;

create function audit_link() returns trigger language plpgsql as $$
declare
  last_position bigint;
  last_hash text;
begin
  perform pg_advisory_xact_lock(4861, 1);
  select position, hash into last_position, last_hash from audit_chain order by position desc limit 1;
  insert into audit_chain (position, audit_id, hash) values (
    coalesce(last_position, 0) + 1, new.id,
    audit_hash(coalesce(last_hash, ''), audit_text(new.id, new.at, new.who, new.what, new.object, new.detail, new.purpose)));
  return null;
end $$;

do $$
declare
  one audit;
  last_hash text := '';
  place bigint := 0;
begin
  for one in select * from audit order by id loop
    place := place + 1;
    last_hash := audit_hash(last_hash, audit_text(one.id, one.at, one.who, one.what, one.object, one.detail, one.purpose));
    insert into audit_chain (position, audit_id, hash) values (place, one.id, last_hash);
  end loop;
end $$;

create constraint trigger audit_linked after insert on audit deferrable initially deferred for each row execute function audit_link();
create index audit_who on audit (who, at desc);
