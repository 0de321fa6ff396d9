-- A request under way. The institution comes first in every key: it is what data is spread by.
create table government_case (
  institution text not null,
  id uuid not null default uuidv7(),
  reference text not null check (reference ~ '^[A-Z]{2,4}-[0-9]{4}-[0-9]{8}$'),
  -- The draft it was sent from: sending twice makes one case.
  application_id uuid not null,
  service_code text not null,
  version int not null,
  state text not null check (state ~ '^[a-z][A-Za-z0-9]{0,39}$'),
  waits_for text not null check (waits_for in ('citizen', 'institution', 'nobody')),
  applicant_national_id text not null check (applicant_national_id ~ '^[0-9]{9}$'),
  applicant_name jsonb not null,
  applicant_phone text,
  represented_national_id text check (represented_national_id ~ '^[0-9]{9}$'),
  answers jsonb not null,
  facts jsonb not null,
  fee_minor bigint check (fee_minor >= 0),
  fee_currency text check (fee_currency in ('ILS', 'USD', 'JOD')),
  fee_lines jsonb not null default '[]',
  bill_id text,
  billing_number text,
  pay_url text,
  -- When the payment gateway was last asked about the bill, in case its word was lost.
  bill_checked_at timestamptz,
  paid_at timestamptz,
  receipt_url text,
  question jsonb,
  decision jsonb,
  submitted_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (institution, id),
  unique (institution, reference),
  unique (institution, application_id),
  foreign key (service_code, version) references service_version,
  check ((fee_minor is null) = (fee_currency is null))
);
create index government_case_of_person
  on government_case (applicant_national_id, updated_at desc);
create index government_case_by_reference on government_case (reference);
create index government_case_by_bill on government_case (bill_id) where bill_id is not null;
create index government_case_unpaid on government_case (bill_checked_at nulls first)
  where bill_id is not null and paid_at is null and closed_at is null;
create index government_case_by_service on government_case (institution, service_code, state);

-- The timeline that citizen and officer see; nothing in it is ever changed.
create table case_event (
  institution text not null,
  case_id uuid not null,
  seq int not null check (seq > 0),
  kind text not null,
  state text not null,
  actor_kind text not null check (actor_kind in ('citizen', 'officer', 'system')),
  -- An officer's user name; never a citizen's identity.
  actor text,
  -- Internal entries (notes) are seen by the institution alone.
  internal boolean not null default false,
  data jsonb not null default '{}',
  at timestamptz not null default now(),
  primary key (institution, case_id, seq),
  foreign key (institution, case_id) references government_case,
  check ((actor_kind = 'officer') = (actor is not null))
);
create trigger case_event_is_kept before update or delete on case_event
  for each row execute function forbid_change();
create trigger case_event_is_not_emptied before truncate on case_event
  for each statement execute function forbid_change();

-- Work that waits for somebody of a role, with the time it should be done by.
create table task (
  institution text not null,
  id uuid not null default uuidv7(),
  case_id uuid not null,
  role text not null,
  kind text not null,
  assignee text,
  claimed_at timestamptz,
  due_at timestamptz not null,
  -- While the citizen must act the clock stands: working minutes that were left.
  paused_at timestamptz,
  minutes_left int check (minutes_left >= 0),
  created_at timestamptz not null default now(),
  completed_at timestamptz,
  completed_by text,
  primary key (institution, id),
  foreign key (institution, case_id) references government_case,
  check ((assignee is null) = (claimed_at is null)),
  check ((paused_at is null) = (minutes_left is null))
);
create unique index task_one_open on task (institution, case_id, kind) where completed_at is null;
create index task_inbox on task (institution, role, due_at)
  where completed_at is null and paused_at is null;
create index task_of_assignee on task (institution, assignee, due_at) where completed_at is null;
