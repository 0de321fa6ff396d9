-- How a citizen's identity was checked: not at all beyond a registry's match (none: too young),
-- not yet (pending: the registry does not know them), against the civil registry from afar, or
-- face to face. Accounts of before came from institutions' systems, checked against the registry.
alter table account add column if not exists proofing text not null default 'registry';
alter table account drop constraint if exists account_proofing_check;
alter table account add constraint account_proofing_check
  check (proofing in ('none', 'pending', 'registry', 'counter'));
alter table account alter column proofing set default 'none';
-- When the civil registry last said what stands in name and date of birth.
alter table account add column registry_checked_at timestamptz;

-- Every time somebody's identity was checked, how and by whom. Never changed, never deleted.
create table proofing (
  id uuid primary key default uuidv7(),
  at timestamptz not null default now(),
  person_id uuid not null,
  outcome text not null check (outcome in ('none', 'pending', 'registry', 'counter', 'refused')),
  method text not null check (method in ('self', 'institution', 'recheck', 'counter')),
  -- The employees of a counter: who proposed and who confirmed or refused.
  proposed_by uuid,
  decided_by uuid,
  reason text check (length(reason) <= 40),
  check (decided_by is distinct from proposed_by or decided_by is null or outcome = 'refused')
);
create index proofing_person on proofing (person_id, at desc);

create function refuse_proofing_change() returns trigger language plpgsql as $$
begin
  raise exception 'proofing is append-only';
end $$;
create trigger proofing_append_only before update or delete or truncate on proofing
  for each statement execute function refuse_proofing_change();

-- A person whom the civil registry does not know yet, as they described themselves (encrypted).
create table pending_identity (
  person_id uuid primary key references account on delete cascade,
  sealed bytea not null,
  checks int not null default 0,
  next_check_at timestamptz not null default now()
);
create index pending_identity_due on pending_identity (next_check_at);

-- An account being opened in one browser. The answers are encrypted: they are of somebody who has
-- no account yet. Once it is opened the answers are gone and the browser may sign in once.
create table registration (
  token_hash bytea primary key,
  interaction_id text check (length(interaction_id) <= 64),
  answers bytea,
  person_id uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index registration_expiry on registration (expires_at);

-- One-time codes that prove a phone or an e-mail address outside of a sign-in. Only keyed hashes.
create table contact_code (
  purpose text not null check (length(purpose) <= 40),
  subject text not null check (length(subject) <= 100),
  code_hash bytea not null,
  attempts int not null default 0,
  sends int not null default 1,
  sent_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (purpose, subject)
);
create index contact_code_sent on contact_code (sent_at);
