-- Institutions look after their own relying parties. A test client works for test people alone.
alter table account add column is_test boolean not null default false;

alter table client
  add column institution text check (institution ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  add column stage text not null default 'live' check (stage in ('test', 'live')),
  add column status text not null default 'active' check (status in ('active', 'suspended')),
  -- The secret before the present one, while its owner changes over.
  add column earlier_secret bytea,
  add column earlier_secret_until timestamptz,
  add column secret_changed_at timestamptz,
  add check ((earlier_secret is null) = (earlier_secret_until is null));
create index client_institution on client (institution) where institution is not null;

-- Every registration a client had, or that was asked for. Kept when the client is deleted.
create table client_version (
  client_id text not null check (client_id ~ '^[a-z0-9][a-z0-9-]{1,63}$'),
  version int not null check (version > 0),
  metadata jsonb not null,
  institution text,
  state text not null
    check (state in ('proposed', 'effective', 'superseded', 'rejected', 'withdrawn')),
  -- An employee, or the machine client that used the API.
  made_by text not null check (length(made_by) <= 100),
  made_at timestamptz not null default now(),
  note text check (length(note) <= 1000),
  -- The public part of it: the version that it brings back.
  restores int,
  reviewed_by text,
  reviewed_at timestamptz,
  review_note text check (length(review_note) <= 1000),
  primary key (client_id, version),
  -- Four eyes, whatever the code believes.
  check (reviewed_by is null or reviewed_by <> made_by),
  check (state <> 'rejected' or reviewed_by is not null)
);
create unique index client_version_effective on client_version (client_id)
  where state = 'effective';
create unique index client_version_proposed on client_version (client_id)
  where state = 'proposed';

-- Registrations of before are their clients' first versions.
insert into client_version (client_id, version, metadata, state, made_by, made_at)
  select client_id, 1, metadata, 'effective', 'registered-before', updated_at from client;

-- How often people signed in at a client, by the hour; counted again for the newest hours.
create table client_hour (
  client_id text not null,
  hour timestamptz not null,
  sign_ins int not null,
  primary key (client_id, hour)
);
create index audit_event_completed on audit_event (at) include (client_id)
  where event = 'sign-in.completed';
