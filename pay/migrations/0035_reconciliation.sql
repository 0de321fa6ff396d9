-- Reconciliation: what each rail says of a day, in its own file, beside what our books say, and the
-- differences between the two, until two people have decided about each.

alter table ledger_account drop constraint ledger_account_kind_check;
alter table ledger_account add constraint ledger_account_kind_check check (kind in (
  'railClearing', 'billerPayable', 'suspense', 'railFees', 'agentFloat', 'agentHold',
  'laneClearing',
  -- What lies at the treasury's bank, and what is on its way from there to institutions.
  'treasuryBank', 'payoutClearing',
  -- Where a rail's word and our books differ, once two people took the rail's word for it.
  'difference'));
alter type transfer_source add value 'breakAccepted';

-- The days whose report is expected of a rail (and of one company, where several keep one).
create table rail_report_day (
  rail text not null check (rail in ('card', 'esadad', 'instant', 'cash')),
  party text not null default '' check (length(party) <= 64),
  day date not null,
  -- From when on it is missing.
  expected_at timestamptz not null,
  tried_at timestamptz,
  tries int not null default 0,
  -- What the last try came to, where no report came of it.
  outcome text,
  primary key (rail, party, day)
);

create table rail_report (
  id uuid primary key default uuidv7(),
  rail text not null,
  party text not null,
  day date not null,
  -- A corrected file is the next version; the one before is kept.
  version int not null check (version > 0),
  source text not null check (source in ('fetched', 'uploaded')),
  uploaded_by text,
  file_hash bytea not null check (length(file_hash) = 32),
  bytes bigint not null check (bytes >= 0),
  status text not null default 'reading'
    check (status in ('reading', 'read', 'refused', 'replaced')),
  failure text,
  lines_read int not null default 0,
  lines_wrong int not null default 0,
  -- Whoever reads it has it until then.
  held_until timestamptz,
  received_at timestamptz not null default now(),
  read_at timestamptz,
  check ((source = 'uploaded') = (uploaded_by is not null)),
  check ((status = 'refused') = (failure is not null)),
  unique (rail, party, day, version),
  foreign key (rail, party, day) references rail_report_day
);
create unique index rail_report_that_counts on rail_report (rail, party, day)
  where status = 'read';
create index rail_report_open on rail_report (held_until) where status = 'reading';

-- The file itself, until it is read: it names payers, which the lines do not. Its pieces come before
-- the report does, whose hash is known at their end.
create table rail_report_piece (
  report_id uuid not null,
  number int not null,
  bytes bytea not null,
  primary key (report_id, number)
);

create table rail_report_line (
  report_id uuid not null references rail_report,
  line int not null,
  rail text not null,
  party text not null,
  day date not null,
  -- What the movement belongs to, by the rail's name of it: an order, a transaction, a credit.
  order_key text not null check (length(order_key) between 1 and 160),
  -- The movement itself: what comes twice under one reference is one movement told twice.
  reference text not null check (length(reference) <= 160),
  direction text not null check (direction in ('taken', 'returned', 'settled')),
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  -- Below zero only what the rail says to pay out less than its own lines come to.
  amount_minor bigint not null check (amount_minor >= 0 or direction = 'settled'),
  fee_minor bigint not null check (fee_minor >= 0),
  moved_on date not null,
  primary key (report_id, line)
);
create index rail_report_line_by_order on rail_report_line (order_key, direction);
-- Lines that name no order of their own, until it is known whose they are.
create index rail_report_line_of_nobody on rail_report_line (rail, reference)
  where direction = 'returned' and order_key = reference;

create table rail_report_total (
  report_id uuid not null references rail_report,
  currency text not null,
  lines int not null,
  taken_minor bigint not null,
  returned_minor bigint not null,
  fee_minor bigint not null,
  -- What the rail says that it pays out for the day.
  stated_minor bigint not null,
  primary key (report_id, currency)
);

create table rail_report_error (
  report_id uuid not null references rail_report,
  line int not null,
  position int not null,
  field text not null,
  message_ar text not null,
  message_en text not null,
  primary key (report_id, line, position)
);

-- What our books have of each rail: the legs on its accounts, by the rail's names of them.
create table rail_entry (
  rail text not null,
  -- The leg, credit or accepted break that it comes from.
  source text not null,
  party text not null,
  day date not null,
  order_key text not null,
  reference text not null,
  direction text not null check (direction in ('taken', 'returned', 'settled')),
  currency text not null,
  amount_minor bigint not null,
  fee_minor bigint not null,
  -- Of an accepted break: what kind of difference it made even.
  corrects text,
  institution_id text not null,
  charge_id uuid,
  -- Whose bill it paid; null for a basket's.
  biller_code text,
  transfer_id uuid,
  posted_at timestamptz not null,
  primary key (rail, source)
);
create index rail_entry_by_order on rail_entry (order_key, direction);
create index rail_entry_by_reference on rail_entry (reference) where reference <> '';
create index rail_entry_by_day on rail_entry (rail, party, day);

-- Up to when a rail's legs were collected.
create table rail_entry_mark (rail text primary key, collected_to timestamptz not null);

-- What is to be compared: written with whatever changed, taken out with what came of it.
create table reconciliation_due (
  rail text not null,
  order_key text not null,
  direction text not null,
  primary key (rail, order_key, direction)
);

create table rail_break (
  id uuid primary key default uuidv7(),
  rail text not null,
  party text not null,
  order_key text not null,
  direction text not null,
  reference text not null,
  class text not null check (class in ('timing', 'fee', 'amount', 'currency', 'duplicate',
    'missingHere', 'missingThere')),
  status text not null default 'open'
    check (status in ('open', 'proposed', 'accepted', 'resolvedByItself')),
  -- The day of the report, or of the books, that it was found in.
  day date not null,
  -- The lane in which it would be posted.
  institution_id text not null,
  charge_id uuid,
  biller_code text,
  reported_minor bigint not null,
  reported_currency text not null,
  booked_minor bigint not null,
  booked_currency text not null,
  resolution text,
  proposed_by text,
  proposed_at timestamptz,
  proposal_note text,
  decided_by text,
  decided_at timestamptz,
  -- When the rail was asked about it, and answered.
  asked_at timestamptz,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  check ((status in ('accepted', 'resolvedByItself')) = (closed_at is not null)),
  check (status not in ('proposed', 'accepted')
    or (resolution is not null and proposed_by is not null and proposed_at is not null)),
  -- Two people.
  constraint rail_break_two_people check (status <> 'accepted'
    or (decided_by is not null and decided_by <> proposed_by))
);
create unique index rail_break_open_once on rail_break (rail, order_key, direction, class)
  where status in ('open', 'proposed');
create index rail_break_by_order on rail_break (order_key, direction);
create index rail_break_by_time on rail_break (opened_at, id);
create index rail_break_of_day on rail_break (rail, party, day);

create table rail_break_event (
  break_id uuid not null references rail_break,
  position int not null,
  event text not null,
  from_status text,
  to_status text not null,
  actor text,
  note text,
  at timestamptz not null default now(),
  primary key (break_id, position)
);
create function rail_break_event_stays() returns trigger language plpgsql as $$
begin
  raise exception 'what happened to a break stays written' using errcode = 'restrict_violation';
end $$;
create trigger rail_break_event_stays before update or delete on rail_break_event
  for each row execute function rail_break_event_stays();
