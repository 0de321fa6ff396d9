-- How a citizen's identity was checked: against the civil registry from afar, or face to face.
alter table account add column proofing text not null default 'registry'
  check (proofing in ('registry', 'counter'));

-- Keys of people's devices (WebAuthn), several a person, of citizens and of staff.
create table passkey (
  id uuid primary key default uuidv7(),
  person_id uuid not null,
  credential_id bytea not null unique check (length(credential_id) between 16 and 1023),
  public_key bytea not null check (length(public_key) <= 2048),
  -- Only grows. One that falls behind tells of a copy, and the key is refused from then on.
  counter bigint not null check (counter >= 0),
  transports text[] not null default '{}',
  -- Kept by the maker of the device for all devices of its owner, so not bound to one piece of hardware.
  synced boolean not null,
  name text not null check (length(name) between 1 and 60),
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  copied_at timestamptz
);
create index passkey_person on passkey (person_id);

-- Challenges that were answered: none is answered twice.
create table spent_challenge (
  hash bytea primary key,
  expires_at timestamptz not null
);
create index spent_challenge_expiry on spent_challenge (expires_at);

-- Authenticators that show codes (RFC 6238), one a person, of citizens and of staff. Those of
-- staff were kept with the employee; their secrets stay sealed for the place they came from.
create table authenticator (
  person_id uuid primary key,
  secret bytea not null,
  sealed_for text not null,
  -- The newest time step a code was accepted for: the same code is never accepted twice.
  last_step bigint not null default 0,
  created_at timestamptz not null default now()
);
insert into authenticator (person_id, secret, sealed_for, last_step)
  select id, totp_secret, 'staff-totp/' || username, totp_last_step
    from staff where totp_secret is not null;
alter table staff drop column totp_secret, drop column totp_last_step;

-- Codes on paper, for the day the phone is lost. Only their keyed hashes are kept.
create table recovery_code (
  person_id uuid not null,
  hash bytea not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (person_id, hash)
);

-- The second step that a person likes to be asked for first.
create table preferred_factor (
  person_id uuid primary key,
  factor text not null check (factor in ('sms', 'totp', 'passkey', 'app'))
);

-- A sign-in may begin with any factor; what was proven so far, and which way is being tried.
alter table sign_in
  add column proven text[] not null default array['password'],
  add column way text check (way in ('sms', 'totp', 'recovery-code', 'passkey', 'app'));
