-- How far an organisation is trusted with its entries: small changes of one that is trusted are public at once. An officer says so, and it is kept who.
alter table organisations
  add column trust text not null default 'new' check (trust in ('new', 'trusted')),
  add column trusted_by text,
  add column trusted_on date,
  add check ((trust = 'trusted') <= (trusted_by is not null and trusted_on is not null));
