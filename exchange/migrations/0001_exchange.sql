-- Members, what they offer, who may ask for it and why; and the log nobody can skip.

create table member (
  instance text not null check (instance ~ '^[A-Za-z0-9_-]{1,20}$'),
  member_class text not null check (member_class ~ '^[A-Za-z0-9_-]{1,20}$'),
  member_code text not null check (member_code ~ '^[A-Za-z0-9_-]{1,40}$'),
  name jsonb not null,
  created_at timestamptz not null default now(),
  primary key (instance, member_class, member_code)
);

create table subsystem (
  instance text not null,
  member_class text not null,
  member_code text not null,
  subsystem_code text not null check (subsystem_code ~ '^[A-Za-z0-9_-]{1,60}$'),
  name jsonb not null,
  -- The public half (JWK) of the key with which this subsystem signs its requests.
  public_key jsonb,
  created_at timestamptz not null default now(),
  primary key (instance, member_class, member_code, subsystem_code),
  foreign key (instance, member_class, member_code) references member
);

create table service (
  instance text not null,
  member_class text not null,
  member_code text not null,
  subsystem_code text not null,
  service_code text not null check (service_code ~ '^[A-Za-z0-9_.-]{1,60}$'),
  name jsonb not null,
  url text not null check (url ~ '^https?://'),
  -- The personal data an answer carries, named for the citizen.
  fields text[] not null,
  -- Where the person the data is about stands: 'path', 'query:NAME', 'response:FIELD' or 'none'.
  subject_from text not null check (subject_from ~ '^(path|none|(query|response):[A-Za-z0-9_]{1,40})$'),
  primary key (instance, member_class, member_code, subsystem_code, service_code),
  foreign key (instance, member_class, member_code, subsystem_code) references subsystem
);

create table purpose (
  code text primary key check (code ~ '^[a-z0-9-]{1,60}$'),
  text jsonb not null,
  legal_basis text not null
);

create table access_right (
  client text not null,
  service text not null,
  purpose text not null references purpose (code),
  granted_at timestamptz not null default now(),
  primary key (client, service, purpose)
);

-- One row before a request is passed on, one after its answer. Hash-chained, never changed.
create table message (
  id bigint primary key,
  at timestamptz not null,
  kind text not null check (kind in ('request', 'response')),
  client text not null,
  query_id text not null,
  request_id uuid not null,
  service text not null,
  user_id text,
  issue text,
  purpose text not null,
  subject text,
  path_hash bytea not null,
  status int,
  content_digest text not null,
  signature text not null,
  previous_hash bytea not null,
  hash bytea not null unique
);

-- A query id is used once by a client: a replayed request is refused.
create unique index message_once on message (client, query_id) where kind = 'request';
create index message_subject on message (subject, id) where kind = 'response';
create index message_request on message (request_id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only', tg_table_name;
end $$;

create trigger message_is_append_only before update or delete or truncate on message
  for each statement execute function refuse_change();
