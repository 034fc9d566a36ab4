-- Mail on its way out. A row is written in the transaction of the change it tells of; the job process sends it, with patience.
-- The text is taken out once the mail has gone, since it may hold a sign-in link; only the demonstration keeps it, to show it.

create table mail_outbox (
  id bigint generated always as identity primary key,
  recipient text not null check (position('@' in recipient) > 1),
  kind text not null,
  subject text not null,
  body text,
  created_at timestamptz not null default now(),
  good_until timestamptz,
  attempts integer not null default 0,
  sent_at timestamptz,
  failed_at timestamptz,
  error text
);
create index mail_outbox_created on mail_outbox (created_at desc);
