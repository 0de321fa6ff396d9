-- What was collected is paid out to institutions: runs that two people decide, payouts, and the
-- orders to the treasury's bank.

alter table ledger_account drop constraint ledger_account_kind_check;
alter table ledger_account add constraint ledger_account_kind_check check (kind in (
  'railClearing', 'billerPayable', 'suspense', 'railFees', 'agentFloat', 'agentHold',
  'laneClearing',
  -- What payouts took out of the treasury's account and what came back, by its IBAN.
  'treasuryBank',
  -- Payouts on their way, by biller.
  'payoutClearing'));

alter type transfer_source add value 'payout';
alter type transfer_source add value 'payoutPaid';
alter type transfer_source add value 'payoutReturned';

create table settlement_run (
  id uuid primary key default uuidv7(),
  status text not null check (status in ('drafted', 'proposed', 'approved', 'withdrawn')),
  -- What was captured before this instant is in it.
  cut_off_at timestamptz not null,
  -- The working day (Asia/Hebron) on which it was drafted by itself: once a day.
  scheduled_on text unique check (scheduled_on ~ '^\d{4}-\d{2}-\d{2}$'),
  drafted_at timestamptz not null default now(),
  proposed_by text check (length(proposed_by) between 1 and 128),
  proposed_at timestamptz,
  decided_by text check (length(decided_by) between 1 and 128),
  decided_at timestamptz,
  check ((proposed_by is null) = (proposed_at is null)),
  check ((decided_by is null) = (decided_at is null)),
  check (status <> 'drafted' or (scheduled_on is not null and proposed_by is null)),
  check (status not in ('proposed', 'approved') or proposed_by is not null),
  check ((status in ('approved', 'withdrawn')) = (decided_by is not null)),
  -- Two people, whatever the code says.
  constraint settlement_run_four_eyes check (status <> 'approved' or decided_by <> proposed_by)
);
-- One at a time, so that nobody decides over figures that another run changes.
create unique index settlement_run_open on settlement_run ((true))
  where status in ('drafted', 'proposed');
create index settlement_run_newest on settlement_run (drafted_at desc, id desc);

create function settlement_run_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.status in ('approved', 'withdrawn')
    or (new.id, new.cut_off_at, new.drafted_at) is distinct from
      (old.id, old.cut_off_at, old.drafted_at) then
    raise exception 'a settlement run that was decided stays as it is'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger settlement_run_decided before update or delete on settlement_run
  for each row execute function settlement_run_stays();

-- What a run found due, as those who decide see it; `outcome` is what approving it came to.
create table settlement_line (
  run_id uuid not null references settlement_run,
  -- Whose books owe it; the biller may be a party of another institution.
  lane text not null check (lane not like '%-test'),
  biller_code text not null,
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  institution_id text not null,
  amount_minor bigint not null,
  iban text,
  verdict text not null check (length(verdict) between 1 and 40),
  outcome text check (length(outcome) between 1 and 40),
  primary key (run_id, lane, biller_code, currency),
  foreign key (institution_id, biller_code) references biller
);

-- One order to the treasury's bank (pain.001): the same bytes however often it is sent.
create table settlement_message (
  id uuid primary key default uuidv7(),
  run_id uuid not null references settlement_run,
  -- MsgId of the message: it never repeats.
  message_id text not null unique check (message_id ~ '^[A-Z0-9]{10,35}$'),
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  account_iban text not null,
  payments int not null check (payments between 1 and 200),
  total_minor bigint not null check (total_minor > 0),
  body text not null,
  -- made: no answer yet. taken: the bank says that it has it. refused: it wants nothing of it.
  status text not null default 'made' check (status in ('made', 'taken', 'refused')),
  created_at timestamptz not null default now(),
  -- Set before the first byte goes out: from here on the bank may have it.
  sent_at timestamptz,
  answered_at timestamptz,
  -- Since when the bank has not answered, or takes the message for none.
  trouble text check (trouble in ('noAnswer', 'refused')),
  next_check_at timestamptz
);
create index settlement_message_by_run on settlement_message (run_id);
create index settlement_message_due on settlement_message (next_check_at)
  where next_check_at is not null;

create table payout (
  id uuid primary key default uuidv7(),
  -- The institution that is paid, and whose books owed it.
  institution_id text not null check (institution_id not like '%-test'),
  lane text not null check (lane not like '%-test'),
  biller_code text not null,
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  amount_minor bigint not null check (amount_minor > 0),
  iban text not null check (iban ~ '^PS[0-9]{2}[A-Z]{4}[A-Z0-9]{21}$'),
  account_iban text not null,
  -- EndToEndId: it never repeats.
  end_to_end_id text not null unique check (end_to_end_id ~ '^[A-Z0-9]{10,35}$'),
  run_id uuid not null references settlement_run,
  message_id uuid not null references settlement_message,
  status text not null default 'ordered'
    check (status in ('ordered', 'accepted', 'paid', 'rejected', 'returned')),
  -- Its statement: carried over + what came from `from_at` until `cut_off_at` - held back.
  from_at timestamptz,
  cut_off_at timestamptz not null,
  carried_minor bigint not null,
  held_minor bigint not null check (held_minor >= 0),
  created_at timestamptz not null default now(),
  -- When the bank booked it.
  paid_at timestamptz,
  -- Why the bank did not pay it: its code.
  reason text check (length(reason) between 1 and 35),
  -- When a person made it possible to pay this biller again, and how.
  mended_at timestamptz,
  mended_by text,
  mended_how text check (mended_how in ('ibanChanged', 'sameIban')),
  check ((mended_at is null) = (mended_by is null) and (mended_at is null) = (mended_how is null)),
  check (status not in ('paid', 'returned') or paid_at is not null),
  unique (run_id, lane, biller_code, currency),
  foreign key (institution_id, biller_code) references biller
);
create index payout_newest on payout (created_at desc, id desc);
create index payout_newest_of on payout (institution_id, created_at desc, id desc);
create index payout_before on payout (lane, biller_code, currency, created_at desc);
create index payout_by_message on payout (message_id);
create index payout_on_its_way on payout (id) where status in ('ordered', 'accepted');
create index payout_to_mend on payout (biller_code, currency)
  where status in ('rejected', 'returned') and mended_at is null;

create function payout_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (new.id, new.institution_id, new.lane, new.biller_code, new.currency,
      new.amount_minor, new.iban, new.end_to_end_id) is distinct from
      (old.id, old.institution_id, old.lane, old.biller_code, old.currency,
      old.amount_minor, old.iban, old.end_to_end_id) then
    raise exception 'what a payout orders stays as it is' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger payout_order_stays before update or delete on payout
  for each row execute function payout_stays();

create table payout_event (
  payout_id uuid not null references payout,
  position smallint not null check (position between 1 and 100),
  event text not null check (length(event) between 1 and 40),
  -- The bank's code or reference, or the person.
  detail text check (length(detail) between 1 and 128),
  at timestamptz not null default now(),
  primary key (payout_id, position)
);
create trigger payout_event_immutable before update or delete on payout_event
  for each row execute function ledger_is_immutable();
