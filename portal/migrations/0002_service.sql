-- Every published form of a service; cases pin the version they started with.
create table service_version (
  service_code text not null check (service_code ~ '^[a-z][a-z0-9-]{0,59}/[a-z][a-z0-9-]{0,59}$'),
  version int not null check (version > 0),
  institution text not null check (institution ~ '^[a-z][a-z0-9-]{0,59}$'),
  definition jsonb not null,
  digest text not null check (length(digest) = 64),
  published_at timestamptz not null default now(),
  primary key (service_code, version)
);

create function forbid_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger service_version_is_kept before update or delete on service_version
  for each row execute function forbid_change();

-- What a person has filled in so far: saved page by page, resumed on any device.
create table application (
  id uuid primary key default uuidv7(),
  national_id text not null check (national_id ~ '^[0-9]{9}$'),
  service_code text not null,
  version int not null,
  -- Checked answers, and beside them what was last typed where it did not pass.
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object'),
  typed jsonb not null default '{}' check (jsonb_typeof(typed) = 'object'),
  -- What registries said by binding, with source and time; {} until asked.
  facts jsonb not null default '{}' check (jsonb_typeof(facts) = 'object'),
  -- Pages answered or confirmed, by code.
  done_pages text[] not null default '{}',
  case_reference text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (service_code, version) references service_version
);
create index application_of_person on application (national_id, updated_at desc)
  where case_reference is null;
-- One open draft of a service for each person: a second tab goes on with the first.
create unique index application_one_open on application (national_id, service_code)
  where case_reference is null;
