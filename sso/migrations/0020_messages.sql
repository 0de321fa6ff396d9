-- Work that must happen after a commit: messages to people, and telling services that a session
-- ended. See kit/src/outbox.ts.
create table outbox (
  id bigint generated always as identity primary key,
  kind text not null,
  payload jsonb not null,
  attempts int not null default 0,
  created_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  failed_at timestamptz,
  last_error text,
  lease uuid,
  leased_until timestamptz
);
create index outbox_due on outbox (due_at) where failed_at is null;
create index outbox_failed on outbox (failed_at) where failed_at is not null;

-- Null until the person has proved that the address is theirs; only then are they written to.
alter table account add column email_verified_at timestamptz;
