-- One attempt to pay one bill over one rail. Its id is the order id that the rail knows, so it
-- exists here before any rail hears of it.
create table charge (
  institution_id text not null,
  id uuid not null default uuidv7(),
  bill_id uuid not null,
  rail text not null check (rail in ('card', 'esadad', 'instant', 'cash')),
  status text not null default 'created' check (status in
    ('created', 'pending', 'captured', 'surplus', 'refunded', 'failed', 'cancelled', 'expired')),
  amount_minor bigint not null,
  currency text not null,
  -- What the rail has taken so far, as the ledger has it.
  taken_minor bigint not null default 0 check (taken_minor >= 0),
  return_url text check (length(return_url) <= 2000),
  redirect_url text check (length(redirect_url) <= 2000),
  -- What only this rail's code reads: session ids and hashes, never a secret in the clear.
  rail_state jsonb not null default '{}' check (length(rail_state::text) <= 4000),
  rail_reference text check (length(rail_reference) <= 128),
  failure_reason text check (length(failure_reason) <= 64),
  expires_at timestamptz not null,
  -- When the rail is asked again; null when nothing more is expected of it.
  next_check_at timestamptz,
  checks int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  captured_at timestamptz,
  primary key (institution_id, id),
  foreign key (institution_id, bill_id, amount_minor, currency)
    references bill (institution_id, id, amount_minor, currency),
  check ((status = 'captured') <= (taken_minor >= amount_minor and captured_at is not null)),
  check ((status in ('created', 'pending', 'failed', 'cancelled', 'expired')) <= (taken_minor = 0))
);

-- Pay once: the last word.
create unique index charge_captured_once on charge (institution_id, bill_id)
  where status = 'captured';
-- One attempt at a time, over all rails.
create unique index charge_under_way_once on charge (institution_id, bill_id)
  where status in ('created', 'pending');
create index charge_by_id on charge (id);
create index charge_by_bill on charge (institution_id, bill_id, created_at);
create index charge_due on charge (next_check_at) where next_check_at is not null;

alter table bill add foreign key (institution_id, claimed_by) references charge (institution_id, id)
  deferrable initially deferred;

-- What happened to an attempt, in order: the timeline that the payer reads.
create table charge_event (
  institution_id text not null,
  charge_id uuid not null,
  position int not null check (position between 1 and 10000),
  event text not null check (length(event) between 1 and 40),
  from_status text not null,
  to_status text not null,
  detail jsonb not null default '{}' check (length(detail::text) <= 2000),
  at timestamptz not null default clock_timestamp(),
  primary key (institution_id, charge_id, position),
  foreign key (institution_id, charge_id) references charge
);
