-- One sign-in under way, from the right password to the right code.
create table sign_in (
  interaction_id text primary key,
  person_id uuid not null,
  kind text not null check (kind in ('citizen', 'staff')),
  -- What was typed in the first step, to go back without typing again.
  identifier text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sign_in_expiry on sign_in (expires_at);

-- The one-time code sent by SMS for a sign-in. Only its keyed hash is kept.
create table otp_challenge (
  interaction_id text primary key references sign_in on delete cascade,
  code_hash bytea not null,
  attempts int not null default 0,
  sends int not null default 1,
  sent_at timestamptz not null default now(),
  expires_at timestamptz not null
);

-- Leaky buckets of failures: each fills by one and drains with time, so nobody is locked for long.
-- The key is a keyed hash of what is counted (an account, an address, both).
create table throttle (
  key bytea primary key,
  level double precision not null,
  drain_per_second double precision not null,
  updated_at timestamptz not null default now()
) with (fillfactor = 80);
create index throttle_updated on throttle (updated_at);

-- What happened, for the person it is about and for auditors. Never changed, never deleted.
create table audit_event (
  id uuid primary key default uuidv7(),
  at timestamptz not null default now(),
  event text not null check (length(event) <= 64),
  person_id uuid,
  client_id text,
  actor text,
  address inet,
  user_agent text,
  detail jsonb not null default '{}'
);
create index audit_event_person on audit_event (person_id, at desc) where person_id is not null;

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit_event is append-only';
end $$;
create trigger audit_event_append_only before update or delete or truncate on audit_event
  for each statement execute function refuse_audit_change();
