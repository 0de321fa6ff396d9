-- Relying parties. `metadata` is the registration as our own contract has it, without the secret.
create table client (
  client_id text primary key check (client_id ~ '^[a-z0-9][a-z0-9-]{1,63}$'),
  metadata jsonb not null,
  -- Encrypted at rest; null for public clients and for those that hold their own key.
  secret bytea,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Keys that sign tokens. A key is published before it signs, so that every verifier knows it,
-- and stays published after it was retired until the last token it signed has expired.
create table signing_key (
  kid text primary key,
  state text not null check (state in ('published', 'active', 'retired')),
  private_jwk bytea not null,
  created_at timestamptz not null default now(),
  promoted_at timestamptz,
  retired_at timestamptz
);
create unique index signing_key_one_active on signing_key ((true)) where state = 'active';
create unique index signing_key_one_published on signing_key ((true)) where state = 'published';
