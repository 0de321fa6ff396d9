-- What a caller asked under a key, and what we answered.
create table idempotency_key (
  client_id text not null,
  key text not null check (length(key) between 1 and 255),
  request_hash bytea not null check (length(request_hash) = 32),
  state text not null default 'inFlight' check (state in ('inFlight', 'answered')),
  -- Recovery: what this key already made, so that a retry goes on instead of starting again.
  made_id uuid,
  response_status smallint check (response_status between 200 and 499),
  response_body text check (length(response_body) <= 65536),
  held_until timestamptz not null,
  holder uuid not null,
  created_at timestamptz not null default now(),
  primary key (client_id, key),
  check ((state = 'answered') = (response_status is not null and response_body is not null))
) partition by hash (client_id, key);
create table idempotency_key_0 partition of idempotency_key for values with (modulus 8, remainder 0);
create table idempotency_key_1 partition of idempotency_key for values with (modulus 8, remainder 1);
create table idempotency_key_2 partition of idempotency_key for values with (modulus 8, remainder 2);
create table idempotency_key_3 partition of idempotency_key for values with (modulus 8, remainder 3);
create table idempotency_key_4 partition of idempotency_key for values with (modulus 8, remainder 4);
create table idempotency_key_5 partition of idempotency_key for values with (modulus 8, remainder 5);
create table idempotency_key_6 partition of idempotency_key for values with (modulus 8, remainder 6);
create table idempotency_key_7 partition of idempotency_key for values with (modulus 8, remainder 7);
create index idempotency_key_age on idempotency_key (created_at);

create table outbox (
  id bigint generated always as identity primary key,
  kind text not null,
  payload jsonb not null,
  attempts int not null default 0,
  created_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  failed_at timestamptz,
  last_error text
);
create index outbox_due on outbox (due_at) where failed_at is null;

create table webhook_endpoint (
  id text primary key check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  client_id text not null,
  url text not null check (length(url) <= 2000),
  secret_sealed bytea not null,
  event_types text[] not null check (cardinality(event_types) between 1 and 20),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index webhook_endpoint_by_client on webhook_endpoint (client_id);

create table webhook_delivery (
  id bigint generated always as identity primary key,
  endpoint_id text not null references webhook_endpoint,
  message_id text not null,
  event_type text not null,
  bill_id uuid not null,
  attempt int not null,
  status int,
  error text check (length(error) <= 200),
  duration_ms int not null,
  at timestamptz not null default now()
);
create index webhook_delivery_by_endpoint on webhook_delivery (endpoint_id, at desc);
create index webhook_delivery_by_message on webhook_delivery (message_id);

create table session (
  id_hash bytea primary key,
  data jsonb not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_expires_at on session (expires_at);
