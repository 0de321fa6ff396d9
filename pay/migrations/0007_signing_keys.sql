-- Keys that receipts are signed and sealed with. Private keys are encrypted at rest; public ones
-- stay for ever, so that an old receipt can always be checked.
create table signing_key (
  kid text primary key check (length(kid) between 1 and 64),
  purpose text not null check (purpose in ('receipt', 'seal')),
  private_sealed bytea not null,
  public_pem text not null,
  -- The seal's certificate and its issuer's, PEM.
  certificates text[] not null default '{}',
  valid_until timestamptz not null,
  created_at timestamptz not null default now()
);
create index signing_key_newest on signing_key (purpose, created_at desc);
