-- Every credit that the instant rail's bank booked to our account: what it pays, and the account
-- it came from, so that it can go back there. A credit that names no bill of ours stands here
-- without a charge and goes back whole.
create table instant_credit (
  bank_reference text primary key check (length(bank_reference) between 1 and 35),
  reference text not null check (length(reference) between 1 and 35),
  billing_number text check (billing_number ~ '^[0-9]{15}$'),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  -- The payer's IBAN, encrypted: only a refund reads it.
  payer_account bytea not null check (length(payer_account) between 28 and 200),
  booked_at timestamptz not null,
  received_at timestamptz not null default now(),
  institution_id text,
  charge_id uuid,
  -- Nobody's: when its way back began and ended.
  returning_at timestamptz,
  returned_at timestamptz,
  foreign key (institution_id, charge_id) references charge (institution_id, id)
    deferrable initially deferred,
  check ((institution_id is null) = (charge_id is null)),
  check (charge_id is null or returning_at is null),
  check (returned_at is null or returning_at is not null)
);

-- One credit a charge: a second payment of the same attempt is a charge of its own.
create unique index instant_credit_of_charge on instant_credit (charge_id)
  where charge_id is not null;
create index instant_credit_of_nobody on instant_credit (received_at)
  where charge_id is null and returned_at is null;
