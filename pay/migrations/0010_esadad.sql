-- E-SADAD. Its hub's ids are unique over all institutions, so these rows, like public_number's,
-- are found by them and not by an institution.

-- What a payer may pay without a bill: an amount of their choice, into an account of the biller's.
create table prepaid_service (
  -- As the hub knows it.
  service_type text primary key check (service_type ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
  institution_id text not null,
  biller_code text not null,
  -- Who registered it: the bills that payments make are this client's.
  client_id text not null check (length(client_id) between 1 and 128),
  name_ar text not null check (length(name_ar) between 1 and 200),
  name_en text not null check (length(name_en) between 1 and 200),
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  lower_minor bigint not null check (lower_minor > 0),
  upper_minor bigint not null check (upper_minor between lower_minor and 999999999999999),
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (institution_id, biller_code) references biller
);

create table prepaid_account (
  service_type text not null references prepaid_service,
  number text not null check (number ~ '^[A-Za-z0-9][A-Za-z0-9-]{0,31}$'),
  -- Whose account it is, as their bank shows it before they pay.
  holder_name text not null check (length(holder_name) between 1 and 120),
  active boolean not null default true,
  updated_at timestamptz not null default now(),
  primary key (service_type, number)
);

-- A notification by its GUID: the same again is answered as it was and posts nothing.
create table esadad_notification (
  guid text primary key check (length(guid) between 1 and 64),
  body_hash bytea not null check (length(body_hash) = 32),
  -- What each transaction in it was answered; null until all of it is done.
  results jsonb check (length(results::text) <= 20000),
  received_at timestamptz not null default now()
);
create index esadad_notification_age on esadad_notification (received_at);

-- A payment that the hub told us of, written before anything is posted for it: whatever happens
-- then, it is taken up again until it is settled.
create table esadad_transaction (
  -- The hub's own id, JOEBPPSTrx.
  trx text primary key check (length(trx) between 1 and 64),
  guid text not null check (length(guid) between 1 and 64),
  status text not null check (status in ('heard', 'settled', 'takenBack', 'reversed')),
  -- Null where it was taken back before we heard of it.
  institution_id text,
  bill_id uuid,
  charge_id uuid,
  amount_minor bigint check (amount_minor between 1 and 999999999999999),
  currency text check (currency in ('ILS', 'USD', 'JOD')),
  -- The part of the fee that the biller bears.
  fee_minor bigint not null default 0 check (fee_minor >= 0),
  paid_at timestamptz,
  means text check (length(means) <= 64),
  bank_transaction text check (length(bank_transaction) <= 64),
  bank_code text check (length(bank_code) <= 64),
  received_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (institution_id, bill_id) references bill (institution_id, id),
  check (status = 'reversed' or (bill_id is not null and institution_id is not null
    and amount_minor is not null and currency is not null and paid_at is not null))
);
create index esadad_transaction_open on esadad_transaction (updated_at)
  where status in ('heard', 'takenBack');
create index esadad_transaction_by_charge on esadad_transaction (charge_id)
  where charge_id is not null;

-- Every message and its answer, for the operator; swept.
create table esadad_message (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  direction text not null check (direction in ('in', 'out')),
  operation text not null check (length(operation) between 1 and 40),
  guid text check (length(guid) <= 64),
  result_code int,
  duration_ms int not null check (duration_ms >= 0),
  request text not null check (length(request) <= 20000),
  answer text not null check (length(answer) <= 20000)
);
create index esadad_message_age on esadad_message (at);
create index esadad_message_by_guid on esadad_message (guid);
