-- Who may act for whom. Those for companies and children follow a registry; powers of attorney
-- are given by the represented and accepted by the representative.
create table mandate (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('company', 'child', 'attorney')),
  representative_id uuid not null references account,
  -- The national identity number of a person, the registration number of a company.
  represented_number text not null check (represented_number ~ '^[0-9]{9}$'),
  represented_name jsonb not null check (represented_name ? 'ar' and represented_name ? 'en'),
  role text not null
    check (role in ('generalManager', 'authorisedSignatory', 'father', 'mother', 'attorney')),
  -- Clients at which it may be used; null for every one that takes its kind.
  services text[] check (cardinality(services) between 1 and 50),
  state text not null check (state in ('proposed', 'active', 'revoked', 'expired', 'declined')),
  valid_from timestamptz not null,
  valid_until timestamptz check (valid_until > valid_from),
  -- Until when a proposal can be accepted.
  answer_until timestamptz,
  -- When the registry last confirmed it.
  checked_at timestamptz,
  -- The side that ended it, which alone may take that back.
  ended_by text check (ended_by in ('represented', 'representative')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((kind = 'attorney') = (role = 'attorney')),
  check ((kind = 'attorney') = (answer_until is not null)),
  check ((kind = 'attorney') = (checked_at is null)),
  check (kind <> 'attorney' or valid_until is not null),
  check (kind = 'attorney' or services is null)
);
-- A registry's mandate is one row for ever; of powers of attorney one at a time is alive.
create unique index mandate_of_registry on mandate (representative_id, kind, represented_number)
  where kind <> 'attorney';
create unique index mandate_alive on mandate (representative_id, represented_number)
  where kind = 'attorney' and state in ('proposed', 'active');
create index mandate_represented on mandate (represented_number, kind);
create index mandate_due on mandate (valid_until) where state in ('proposed', 'active');
create index mandate_checked on mandate (checked_at) where state = 'active';

-- All that happened to a mandate, and every use of it, for both sides to read.
create table mandate_event (
  id uuid primary key default uuidv7(),
  mandate_id uuid not null references mandate,
  at timestamptz not null default now(),
  event text not null check (length(event) <= 32),
  side text not null check (side in ('represented', 'representative', 'registry', 'clock')),
  person_id uuid,
  client_id text
);
create index mandate_event_mandate on mandate_event (mandate_id, id desc);
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger mandate_event_append_only before update or delete or truncate on mandate_event
  for each statement execute function refuse_change();

-- For whom a person acts under one grant of one client; null stands for themselves.
create table mandate_choice (
  grant_id text primary key,
  mandate_id uuid references mandate,
  chosen_at timestamptz not null default now()
);
create index mandate_choice_mandate on mandate_choice (mandate_id) where mandate_id is not null;
