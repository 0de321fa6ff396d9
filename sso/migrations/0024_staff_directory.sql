-- Institutions whose employees sign in, and the roles that each may hand out.
create table institution (
  code text primary key check (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name jsonb not null check (name ? 'ar' and name ? 'en'),
  roles text[] not null check (
    roles <@ array['officer', 'supervisor', 'administrator', 'agent', 'registrar', 'operator']
    and cardinality(roles) > 0),
  status text not null default 'active' check (status in ('active', 'closed')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
-- Those that have employees already keep the roles these have, until they are registered.
insert into institution (code, name, roles)
  select institution, jsonb_build_object('ar', institution, 'en', institution),
    array_agg(distinct role)
  from staff, unnest(roles) as role group by institution;

-- Who was invited and has not set up a password and an authenticator yet is there, and cannot sign
-- in; who left stays known, so that what they did keeps their name.
alter table staff
  add constraint staff_institution_fkey foreign key (institution) references institution,
  add column email text check (length(email) <= 254),
  add column phone text check (phone ~ '^\+[0-9]{8,15}$'),
  -- The last day of work; the job ends the account when the day is over.
  add column leaves_on date,
  -- Names and address folded for searching.
  add column search_text text not null default '',
  -- Grows with each change of what the directory tells, for those who change it by SCIM.
  add column version bigint not null default 1,
  add column external_id text check (length(external_id) between 1 and 200),
  add column given_name text check (length(given_name) <= 200),
  add column family_name text check (length(family_name) <= 200),
  drop constraint staff_roles_check,
  drop constraint staff_status_check,
  add constraint staff_roles_check check (
    roles <@ array['officer', 'supervisor', 'administrator', 'agent', 'registrar', 'operator']),
  add constraint staff_status_check check (status in ('invited', 'active', 'suspended', 'left'));
update staff set search_text = lower(username || ' ' || (name ->> 'ar') || ' ' || (name ->> 'en'));
create index staff_institution on staff (institution, username);
create unique index staff_email on staff (lower(email))
  where email is not null and status <> 'left';
create unique index staff_external_id on staff (institution, external_id)
  where external_id is not null and status <> 'left';
create index staff_leaving on staff (leaves_on) where leaves_on is not null and status <> 'left';

create function count_staff_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  new.updated_at := now();
  return new;
end $$;
create trigger staff_version before update of name, institution, roles, status, email, phone,
  external_id, given_name, family_name, leaves_on on staff
  for each row execute function count_staff_version();

-- The one-time code of whoever has to set up a password and an authenticator, and how far they
-- are. Nothing of it counts before the authenticator was confirmed.
create table staff_set_up (
  staff_id uuid primary key references staff on delete cascade,
  code_hash bytea not null unique,
  password_hash text,
  totp_secret bytea,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

-- What one administrator asked for and another has to agree to.
create table staff_request (
  id uuid primary key default uuidv7(),
  staff_id uuid not null references staff,
  act text not null
    check (act in ('grant', 'revoke', 'move', 'resume', 'leave', 'reset')),
  detail jsonb not null default '{}',
  -- Whose administrators decide: of a move, the institution that it leads to.
  institution text not null references institution,
  requested_by uuid references staff,
  requested_client text,
  state text not null default 'pending'
    check (state in ('pending', 'confirmed', 'refused', 'cancelled', 'expired')),
  decided_by uuid references staff,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  decided_at timestamptz,
  check ((requested_by is null) <> (requested_client is null)),
  -- The last word on four eyes.
  check (decided_by is null or state = 'cancelled'
    or (decided_by is distinct from requested_by and decided_by <> staff_id))
);
create unique index staff_request_once on staff_request (staff_id, act) where state = 'pending';
create index staff_request_pending on staff_request (institution, created_at)
  where state = 'pending';
create index staff_request_expiry on staff_request (expires_at) where state = 'pending';

-- To end all that somebody is signed in with, at once.
alter table oidc_entity add column if not exists account_id text;
create index if not exists oidc_entity_account on oidc_entity (account_id)
  where account_id is not null;
