-- Sign-in services of institutions, by which their own employees sign in here.
create table institution_provider (
  id uuid primary key default uuidv7(),
  institution text not null references institution,
  issuer text not null check (length(issuer) <= 500),
  client_id text not null check (length(client_id) between 1 and 200),
  id_token_alg text not null check (id_token_alg in ('RS256', 'PS256', 'ES256', 'EdDSA')),
  -- How we prove ourselves there: a secret of theirs or a key of ours. Both encrypted at rest.
  secret bytea,
  private_jwk bytea,
  -- Which claim says who somebody is, and what of the directory it is compared with.
  claim text not null check (claim ~ '^[A-Za-z0-9_:./-]{1,100}$'),
  matches text not null check (matches in ('username', 'email', 'external-id')),
  -- What of `acr` or `amr` proves a second factor; with neither, ours is always asked for.
  mfa_acr text[] not null default '{}',
  mfa_amr text[] not null default '{}',
  -- Whoever the provider names joins by that, without an invitation and without a role.
  joiners boolean not null default false,
  status text not null default 'active' check (status in ('active', 'off')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((secret is null) <> (private_jwk is null))
);
create unique index institution_provider_issuer on institution_provider (institution, issuer)
  where status = 'active';

-- Who a subject of a provider is here. One person at a provider is one person here.
create table staff_link (
  issuer text not null,
  subject text not null check (length(subject) between 1 and 255),
  staff_id uuid not null references staff,
  linked_at timestamptz not null default now(),
  primary key (issuer, subject),
  unique (staff_id, issuer)
);

-- A visit to a provider that is under way, and whom it proved when it came back.
create table federation_attempt (
  state_hash bytea primary key,
  interaction_id text not null,
  provider_id uuid not null references institution_provider,
  nonce text not null,
  verifier text not null,
  max_age_s int,
  staff_id uuid references staff,
  second_factor boolean,
  expires_at timestamptz not null default now() + interval '10 minutes'
);
create index federation_attempt_expiry on federation_attempt (expires_at);
