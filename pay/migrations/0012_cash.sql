-- Cash at payment companies' agents. What a company does is distributed by its company_code:
-- its shops, deposits and collections lie together. A collection names its bill and charge, which
-- lie with the bill's institution.

create table cash_company (
  company_code text primary key check (company_code ~ '^[a-z][a-z0-9-]{1,39}$'),
  -- Under this name the company's people sign in.
  institution text not null unique check (length(institution) between 1 and 64),
  -- The machine client that speaks for the company.
  client_id text not null unique check (length(client_id) between 1 and 128),
  name_ar text not null check (length(name_ar) between 1 and 120),
  name_en text not null check (length(name_en) between 1 and 120),
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table cash_agent (
  company_code text not null references cash_company,
  agent_code text not null check (agent_code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'),
  name_ar text not null check (length(name_ar) between 1 and 120),
  name_en text not null check (length(name_en) between 1 and 120),
  place_ar text not null check (length(place_ar) between 1 and 120),
  place_en text not null check (length(place_en) between 1 and 120),
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_code, agent_code)
);

-- Who serves at which shop; a person serves at one.
create table cash_clerk (
  company_code text not null,
  username text not null check (length(username) between 1 and 100),
  agent_code text not null,
  primary key (company_code, username),
  foreign key (company_code, agent_code) references cash_agent
);

-- Money a company paid in beforehand. It counts once a second person has seen it.
create table cash_deposit (
  company_code text not null references cash_company,
  -- The bank's reference of the money.
  reference text not null check (reference ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,47}$'),
  amount_minor bigint not null check (amount_minor between 1 and 999999999999999),
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  status text not null default 'recorded' check (status in ('recorded', 'approved', 'rejected')),
  recorded_by text not null check (length(recorded_by) between 1 and 128),
  recorded_at timestamptz not null default now(),
  decided_by text check (length(decided_by) between 1 and 128),
  decided_at timestamptz,
  primary key (company_code, reference),
  check ((status = 'recorded') = (decided_by is null)),
  check ((status = 'recorded') = (decided_at is null)),
  constraint cash_deposit_two_people check (decided_by <> recorded_by)
);
create index cash_deposit_waiting on cash_deposit (recorded_at) where status = 'recorded';

-- Cash taken for a bill, in two steps: reserved, then confirmed.
create table cash_collection (
  company_code text not null,
  id uuid not null default uuidv7(),
  agent_code text not null,
  -- The agent's own number for it: asking twice reserves once.
  agent_reference text not null check (agent_reference ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  -- On the slip that the payer takes home.
  slip_number text not null check (slip_number ~ '^[1-9][0-9]{14}$'),
  institution_id text not null,
  bill_id uuid not null,
  charge_id uuid not null,
  billing_number text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  status text not null default 'reserved' check (status in
    ('reserved', 'confirmed', 'cancelled', 'expired', 'refused', 'voided')),
  reserved_by text not null check (length(reserved_by) between 1 and 128),
  reserved_at timestamptz not null default now(),
  expires_at timestamptz not null,
  confirmed_at timestamptz,
  ended_at timestamptz,
  void_reason text check (length(void_reason) between 1 and 200),
  primary key (company_code, id),
  constraint cash_collection_once unique (company_code, agent_code, agent_reference),
  unique (company_code, slip_number),
  unique (company_code, charge_id),
  foreign key (company_code, agent_code) references cash_agent,
  check ((status in ('confirmed', 'voided')) = (confirmed_at is not null)),
  check ((status in ('reserved', 'confirmed')) = (ended_at is null)),
  check ((status = 'voided') = (void_reason is not null))
);
create index cash_collection_by_charge on cash_collection (charge_id);
create index cash_collection_by_slip on cash_collection (slip_number);
create index cash_collection_held on cash_collection (expires_at) where status = 'reserved';
create index cash_collection_by_day on cash_collection (company_code, agent_code, reserved_at desc);

-- A refund that waits to be paid out at any agent against a code. The code is money: it is kept
-- as a keyed hash, to find it, and encrypted, to show it to the payer.
create table cash_payout (
  institution_id text not null,
  charge_id uuid not null,
  rail_transaction text not null check (length(rail_transaction) between 1 and 40),
  id uuid not null default uuidv7(),
  code_hash bytea not null unique check (length(code_hash) = 32),
  code_sealed bytea not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  status text not null default 'due' check (status in ('due', 'paidOut')),
  created_at timestamptz not null default now(),
  company_code text,
  agent_code text,
  agent_reference text check (agent_reference ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  paid_by text check (length(paid_by) between 1 and 128),
  paid_at timestamptz,
  primary key (institution_id, charge_id, rail_transaction),
  foreign key (institution_id, charge_id) references charge,
  foreign key (company_code, agent_code) references cash_agent,
  check ((status = 'paidOut') = (company_code is not null and agent_code is not null
    and agent_reference is not null and paid_by is not null and paid_at is not null))
);
create unique index cash_payout_once on cash_payout (company_code, agent_code, agent_reference)
  where company_code is not null;
create index cash_payout_by_agent on cash_payout (company_code, agent_code, paid_at desc)
  where company_code is not null;
