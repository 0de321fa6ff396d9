-- A captured charge: the money that paid a bill.
create table payment (
  institution_id text not null,
  id uuid not null default uuidv7(),
  bill_id uuid not null,
  charge_id uuid not null,
  transfer_id uuid not null,
  rail text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  rail_reference text,
  paid_at timestamptz not null,
  primary key (institution_id, id),
  unique (institution_id, bill_id),
  unique (institution_id, charge_id),
  unique (institution_id, id, bill_id),
  foreign key (institution_id, bill_id, amount_minor, currency)
    references bill (institution_id, id, amount_minor, currency),
  foreign key (institution_id, charge_id) references charge (institution_id, id),
  foreign key (institution_id, transfer_id) references transfer (institution_id, id)
);

create table receipt (
  institution_id text not null,
  number text not null check (number ~ '^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$'),
  payment_id uuid not null,
  bill_id uuid not null,
  issued_at timestamptz not null default now(),
  primary key (institution_id, number),
  unique (institution_id, payment_id),
  foreign key (institution_id, payment_id, bill_id) references payment (institution_id, id, bill_id)
);

-- Money that goes back. `rail_transaction` is ours and fixed: asking twice returns it once.
create table refund (
  institution_id text not null,
  charge_id uuid not null,
  position smallint not null check (position between 1 and 50),
  reason text not null check (reason in ('billSettled', 'takenTwice', 'takenShort')),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  rail_transaction text not null check (length(rail_transaction) between 1 and 40),
  status text not null default 'due' check (status in ('due', 'returned')),
  created_at timestamptz not null default now(),
  returned_at timestamptz,
  primary key (institution_id, charge_id, position),
  unique (institution_id, charge_id, rail_transaction),
  foreign key (institution_id, charge_id) references charge (institution_id, id),
  check ((status = 'returned') = (returned_at is not null))
);
create index refund_due on refund (created_at) where status = 'due';

-- A difference between a rail's word and ours that a person has to see.
create table break (
  institution_id text not null,
  id uuid not null default uuidv7(),
  charge_id uuid not null,
  kind text not null check (length(kind) between 1 and 40),
  detail jsonb not null default '{}' check (length(detail::text) <= 2000),
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (institution_id, id),
  foreign key (institution_id, charge_id) references charge (institution_id, id)
);
create unique index break_open_once on break (institution_id, charge_id, kind)
  where closed_at is null;
