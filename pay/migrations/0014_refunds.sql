-- What may still be refunded of a payment is what was captured minus what is refunded or asked to
-- be. The column is kept by the trigger below; its check has the last word.
alter table payment add column refunded_minor bigint not null default 0
  constraint payment_refunded_at_most_once check (refunded_minor between 0 and amount_minor);
create index payment_by_id on payment (id);

-- Up to here one person, or a system, may refund of one payment; beyond, and without a row, a
-- second person decides.
create table refund_limit (
  institution_id text not null,
  biller_code text not null,
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  limit_minor bigint not null check (limit_minor between 0 and 999999999999999),
  set_by text not null check (length(set_by) between 1 and 128),
  updated_at timestamptz not null default now(),
  primary key (institution_id, biller_code, currency),
  foreign key (institution_id, biller_code) references biller
);

alter table refund drop constraint refund_reason_check,
  add constraint refund_reason_check
    check (reason in ('billSettled', 'takenTwice', 'takenShort', 'byBiller')),
  drop constraint refund_status_check,
  add constraint refund_status_check check (status in ('due', 'returned', 'refused'));

-- A biller's order to give money of a payment back. `refund` is what the rail is asked for it.
create table refund_order (
  institution_id text not null,
  id uuid not null default uuidv7(),
  payment_id uuid not null,
  bill_id uuid not null,
  charge_id uuid not null,
  reason text not null check (reason in
    ('serviceNotGiven', 'paidTwice', 'wrongAmount', 'wrongPayer', 'withdrawnByPayer',
     'courtOrder', 'other')),
  note text not null check (length(note) between 1 and 500),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  status text not null default 'requested' check (status in
    ('requested', 'approved', 'due', 'returned', 'refusedByRail', 'rejected', 'withdrawn')),
  requested_by_kind text not null check (requested_by_kind in ('client', 'staff')),
  requested_by text not null check (length(requested_by) between 1 and 128),
  requested_at timestamptz not null default now(),
  approval text check (approval in ('withinLimit', 'secondPerson')),
  decided_by text check (length(decided_by) between 1 and 128),
  decided_at timestamptz,
  decision_note text check (length(decision_note) between 1 and 500),
  -- What the rail was last asked for it.
  position smallint,
  returned_at timestamptz,
  primary key (institution_id, id),
  unique (institution_id, charge_id, position),
  foreign key (institution_id, payment_id, bill_id) references payment (institution_id, id, bill_id),
  foreign key (institution_id, charge_id, position) references refund,
  check ((status in ('requested', 'rejected')) = (approval is null)),
  check ((status = 'requested') = (decided_at is null)),
  check ((status in ('due', 'returned', 'refusedByRail', 'withdrawn')) = (position is not null)),
  check ((status = 'returned') = (returned_at is not null)),
  constraint refund_order_by_two_people check (approval is distinct from 'secondPerson'
    or (decided_by is not null and (requested_by_kind = 'client' or decided_by <> requested_by)))
);
create index refund_order_by_id on refund_order (id);
create index refund_order_by_payment on refund_order (institution_id, payment_id, requested_at);
create index refund_order_by_bill on refund_order (institution_id, bill_id);
create index refund_order_newest on refund_order (institution_id, requested_at desc, id desc);
create index refund_order_waiting on refund_order (requested_at) where status = 'requested';

-- From whom it is taken back: the parties of the bill's split, in proportion.
create table refund_order_part (
  institution_id text not null,
  refund_order_id uuid not null,
  biller_code text not null references biller (code),
  amount_minor bigint not null check (amount_minor > 0),
  primary key (institution_id, refund_order_id, biller_code),
  foreign key (institution_id, refund_order_id) references refund_order
);

create table refund_order_event (
  institution_id text not null,
  refund_order_id uuid not null,
  position int not null check (position between 1 and 1000),
  event text not null check (length(event) between 1 and 40),
  from_status text,
  to_status text not null,
  -- Who: a person's user name, a client's id; null where the rail spoke.
  actor text check (length(actor) between 1 and 128),
  at timestamptz not null default clock_timestamp(),
  primary key (institution_id, refund_order_id, position),
  foreign key (institution_id, refund_order_id) references refund_order
);

-- Holds the amount for the order from its request on and lets go of what was not given back.
create function refund_order_holds_its_amount() returns trigger language plpgsql as $$
declare
  before bigint := 0;
  after bigint := 0;
begin
  if tg_op = 'UPDATE' then
    if (new.payment_id, new.amount_minor, new.currency) is distinct from
       (old.payment_id, old.amount_minor, old.currency) then
      raise exception 'a refund keeps its payment and amount' using errcode = 'restrict_violation';
    end if;
    if old.status not in ('rejected', 'withdrawn') then before := old.amount_minor; end if;
  end if;
  if new.status not in ('rejected', 'withdrawn') then after := new.amount_minor; end if;
  if after <> before then
    update payment set refunded_minor = refunded_minor + after - before
      where institution_id = new.institution_id and id = new.payment_id
        and currency = new.currency and (after < before or reversed_at is null);
    if not found then
      raise exception 'a refund is of a payment that stands, in its currency'
        using errcode = 'check_violation', constraint = 'refund_order_of_standing_payment';
    end if;
  end if;
  return null;
end $$;
create trigger refund_order_hold after insert or update on refund_order
  for each row execute function refund_order_holds_its_amount();

-- refundWithdrawal: money that cannot go back over its rail is owed to the billers again.
do $$
declare
  rule text := (select pg_get_expr(conbin, conrelid) from pg_constraint
    where conrelid = 'transfer'::regclass and conname = 'transfer_source_kind_check');
begin
  alter table transfer drop constraint transfer_source_kind_check;
  execute format('alter table transfer add constraint transfer_source_kind_check
    check (%s or source_kind = %L)', rule, 'refundWithdrawal');
end $$;
