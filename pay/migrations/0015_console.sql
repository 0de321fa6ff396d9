-- Who did what at the console; only ever added to.
create table desk_action (
  institution_id text not null,
  id uuid not null default uuidv7(),
  username text not null check (length(username) between 1 and 128),
  action text not null check (length(action) between 1 and 40),
  subject text not null check (length(subject) between 1 and 128),
  at timestamptz not null default now(),
  primary key (institution_id, id)
);
create index desk_action_by_subject on desk_action (institution_id, subject, at);
-- A bill is made, and cancelled, once.
create unique index desk_action_once on desk_action (institution_id, subject, action)
  where action in ('billMade', 'billCancelled');
create function desk_action_stays() returns trigger language plpgsql as $$
begin
  raise exception 'what was done at the console stays noted' using errcode = 'restrict_violation';
end $$;
create trigger desk_action_immutable before update or delete on desk_action
  for each row execute function desk_action_stays();

-- The lists of the console, newest first, page by page.
create index bill_newest on bill (institution_id, created_at desc, id desc);
create index payment_newest on payment (institution_id, paid_at desc, id desc);
create index bill_newest_of_all on bill (created_at desc, id desc);
create index payment_newest_of_all on payment (paid_at desc, id desc);
create index bill_by_biller_reference on bill (reference);
-- Test bills live in a lane of their own, the institution's code with -test behind it. A lane is
-- part of every key, so that no test bill, charge, leg, payment or refund can touch a real one.
alter table biller add constraint biller_of_its_lane
  check ((code like '%-test') = (institution_id like '%-test'));
alter table bill add column live boolean not null
  generated always as (institution_id not like '%-test') stored;
alter table bill_split add constraint bill_split_within_its_kind
  check ((biller_code like '%-test') = (institution_id like '%-test'));
-- Test bills are paid with the built-in simulator, which stands in for the card rail alone; no
-- real rail ever tells us of money for one.
alter table charge add constraint charge_of_test_is_simulated
  check (rail = 'card' or institution_id not like '%-test');
alter table rail_transaction add constraint rail_transaction_is_live
  check (institution_id not like '%-test');

-- What the simulator knows, as a bank would.
create table simulated_order (
  charge_id uuid primary key,
  institution_id text not null check (institution_id like '%-test'),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  return_url text not null check (length(return_url) <= 2000),
  cancel_url text not null check (length(cancel_url) <= 2000),
  decision text not null default 'open' check (decision in ('open', 'approved', 'declined')),
  created_at timestamptz not null default now(),
  foreign key (institution_id, charge_id) references charge (institution_id, id)
);
create table simulated_refund (
  charge_id uuid not null references simulated_order,
  transaction_id text not null check (length(transaction_id) between 1 and 40),
  amount_minor bigint not null check (amount_minor > 0),
  primary key (charge_id, transaction_id)
);
