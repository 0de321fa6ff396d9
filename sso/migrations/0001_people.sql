-- People who sign in: citizens by their national identity number, staff by a username.
create table account (
  id uuid primary key default uuidv7(),
  national_id text not null unique check (national_id ~ '^[0-9]{9}$'),
  name jsonb not null check (name ? 'ar' and name ? 'en'),
  date_of_birth date not null,
  phone text not null check (phone ~ '^\+[0-9]{8,15}$'),
  email text check (length(email) <= 254),
  language text not null default 'ar' check (language in ('ar', 'en')),
  status text not null default 'active' check (status in ('active', 'suspended')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table staff (
  id uuid primary key default uuidv7(),
  username text not null unique check (username ~ '^[a-z0-9][a-z0-9._-]{1,63}$'),
  name jsonb not null check (name ? 'ar' and name ? 'en'),
  institution text not null check (institution ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  roles text[] not null
    check (roles <@ array['officer', 'supervisor', 'administrator'] and cardinality(roles) > 0),
  -- Encrypted at rest; null until a second factor is enrolled, and then nobody signs in with it.
  totp_secret bytea,
  -- The newest time step a code was accepted for: the same code is never accepted twice.
  totp_last_step bigint not null default 0,
  status text not null default 'active' check (status in ('active', 'suspended')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- One row a person and kind of credential; passkeys and recovery codes come as further kinds.
create table credential (
  person_id uuid not null,
  kind text not null check (kind in ('password')),
  hash text not null,
  changed_at timestamptz not null default now(),
  primary key (person_id, kind)
);
