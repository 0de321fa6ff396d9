-- institution_id leads every key: it is the column the database is distributed by.
-- The registers in this file are small and are copied to every node.

create table institution (
  institution_id text primary key check (institution_id ~ '^[a-z][a-z0-9-]{1,39}$'),
  created_at timestamptz not null default now()
);

create table biller (
  institution_id text not null references institution,
  code text not null unique check (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  name_ar text not null check (length(name_ar) between 1 and 120),
  name_en text not null check (length(name_en) between 1 and 120),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (institution_id, code)
);

create table biller_account (
  institution_id text not null,
  biller_code text not null,
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  iban text not null check (iban ~ '^PS[0-9]{2}[A-Z]{4}[A-Z0-9]{21}$'),
  primary key (institution_id, biller_code, currency),
  foreign key (institution_id, biller_code) references biller
);

create table biller_service_type (
  institution_id text not null,
  biller_code text not null,
  service_type text not null check (service_type ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  primary key (institution_id, biller_code, service_type),
  foreign key (institution_id, biller_code) references biller
);

-- Numbers that people and rails bring us, and where they lead. One row each, so that a number
-- is unique over all institutions although bills and charges are distributed.
create table public_number (
  number text primary key check (length(number) between 6 and 64),
  kind text not null check (kind in ('bill', 'receipt', 'charge')),
  institution_id text not null,
  subject_id uuid not null,
  created_at timestamptz not null default now()
);
