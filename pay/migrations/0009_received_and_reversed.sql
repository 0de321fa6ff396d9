-- Bills that may be paid in parts, payments that a rail tells us of without our asking, and
-- payments that a rail takes back.

alter table bill
  add column paid_minor bigint not null default 0,
  -- Between which amounts one part may be; without them only the whole bill is paid.
  add column part_lower_minor bigint,
  add column part_upper_minor bigint;
update bill set paid_minor = amount_minor where status = 'paid';
alter table bill
  -- Pay once: the last word.
  add constraint bill_never_overpaid check (paid_minor between 0 and amount_minor),
  add constraint bill_paid_when_all_is_paid check ((status = 'paid') = (paid_minor = amount_minor)),
  add constraint bill_parts_have_bounds check (
    (part_lower_minor is null and part_upper_minor is null and paid_minor in (0, amount_minor))
    or (part_lower_minor between 1 and part_upper_minor and part_upper_minor <= amount_minor)),
  add unique (institution_id, id, currency);

alter table charge
  drop constraint charge_institution_id_bill_id_amount_minor_currency_fkey,
  add foreign key (institution_id, bill_id) references bill (institution_id, id),
  add constraint charge_amount_is_some check (amount_minor > 0),
  -- It was to pay the whole bill; false for a part, and for what a rail took as it liked.
  add column whole boolean not null default true,
  drop constraint charge_status_check,
  add constraint charge_status_check check (status in ('created', 'pending', 'captured',
    'surplus', 'refunded', 'reversed', 'failed', 'cancelled', 'expired'));
drop index charge_captured_once;
create unique index charge_captured_once on charge (institution_id, bill_id)
  where status = 'captured' and whole;

alter table payment
  drop constraint payment_institution_id_bill_id_key,
  drop constraint payment_institution_id_bill_id_amount_minor_currency_fkey,
  add foreign key (institution_id, bill_id, currency)
    references bill (institution_id, id, currency),
  add column reversed_at timestamptz;
create index payment_by_bill on payment (institution_id, bill_id);

-- Who got which part of a payment of a bill with splits.
create table payment_part (
  institution_id text not null,
  payment_id uuid not null,
  biller_code text not null references biller (code),
  amount_minor bigint not null check (amount_minor > 0),
  primary key (institution_id, payment_id, biller_code),
  foreign key (institution_id, payment_id) references payment
);

-- What rails told us that they took, each once. A register like public_number: it is looked up
-- before the institution is known.
create table rail_transaction (
  rail text not null check (rail in ('card', 'esadad', 'instant', 'cash')),
  transaction_id text not null check (length(transaction_id) between 1 and 128),
  institution_id text not null,
  charge_id uuid not null,
  received_at timestamptz not null default now(),
  primary key (rail, transaction_id)
);
create index rail_transaction_by_charge on rail_transaction (charge_id);
