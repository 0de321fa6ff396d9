-- A person proven at a counter: one registrar proposes, another confirms or refuses.
create table proofing_case (
  id uuid primary key default uuidv7(),
  person_id uuid not null,
  state text not null default 'proposed' check (state in ('proposed', 'confirmed', 'refused')),
  document_kind text not null check (document_kind in ('idCard', 'passport', 'birthCertificate')),
  document_number text not null check (length(document_number) between 1 and 40),
  -- False where the registry does not know the person: the document alone was seen.
  in_registry boolean not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null default now(),
  decided_by uuid,
  decided_at timestamptz,
  reason text check (length(reason) <= 40),
  check ((state = 'proposed') = (decided_by is null)),
  check (state <> 'confirmed' or decided_by <> proposed_by)
);
create unique index proofing_case_open on proofing_case (person_id) where state = 'proposed';

-- Somebody who lost their phone gets a new one at a counter: two registrars, then a wait in which
-- whoever holds the old ways of being reached can stop it.
create table recovery (
  id uuid primary key default uuidv7(),
  person_id uuid not null,
  state text not null default 'proposed'
    check (state in ('proposed', 'waiting', 'completed', 'stopped', 'refused')),
  new_phone text not null check (new_phone ~ '^\+[0-9]{8,15}$'),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  ready_at timestamptz,
  completed_by uuid,
  ended_at timestamptz,
  reason text check (length(reason) <= 40),
  -- The code printed at the counter, by which the person sets a new password, once.
  setup_hash bytea,
  setup_expires_at timestamptz,
  check (confirmed_by <> proposed_by),
  check (state not in ('waiting', 'completed') or (confirmed_by is not null and ready_at is not null)),
  check (state <> 'completed' or ended_at >= ready_at),
  check ((state in ('proposed', 'waiting')) = (ended_at is null))
);
create unique index recovery_open on recovery (person_id) where state in ('proposed', 'waiting');

-- A phone changed online. For a day the one before can take it back.
create table phone_change (
  id uuid primary key default uuidv7(),
  person_id uuid not null,
  old_phone text not null,
  new_phone text not null,
  changed_at timestamptz not null default now(),
  stopped_at timestamptz
);
create index phone_change_person on phone_change (person_id, changed_at desc);

-- A forgotten password being replaced in one browser (encrypted, like a registration).
create table password_reset (
  token_hash bytea primary key,
  interaction_id text check (length(interaction_id) <= 64),
  answers bytea not null,
  expires_at timestamptz not null
);
create index password_reset_expiry on password_reset (expires_at);

-- Sessions and grants of a person, to end them everywhere. Only these are looked into: what else
-- the engine keeps may hold a zero character from a service, which no operator of json reads.
create index oidc_entity_person on oidc_entity ((payload ->> 'accountId'))
  where model in ('Session', 'Grant');
