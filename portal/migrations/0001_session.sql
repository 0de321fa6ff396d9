-- Sessions of citizens and of institutions' staff; the cookie holds the token, we its hash.
create table session (
  id_hash bytea primary key,
  data jsonb not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_expires_at on session (expires_at);
