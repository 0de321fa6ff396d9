-- A draft tried over past cases: what it would have changed, and how far the trying has come.
create table dry_run (
  institution text not null,
  id uuid not null default uuidv7(),
  service_code text not null,
  -- The step of the draft that is tried, as it was, and the version it is compared with.
  revision int not null,
  definition jsonb not null,
  base_version int not null,
  asked_by text not null,
  asked_at timestamptz not null default now(),
  total int not null check (total >= 0),
  looked_at int not null default 0 check (looked_at <= total),
  changed int not null default 0 check (changed <= looked_at),
  -- The last case that was looked at; the newest come first.
  last_case uuid,
  finished_at timestamptz,
  primary key (institution, id),
  foreign key (service_code, base_version) references service_version
);
create index dry_run_of_service on dry_run (institution, service_code, id desc);

create table dry_run_change (
  institution text not null,
  run_id uuid not null,
  seq int not null check (seq > 0),
  case_id uuid not null,
  reference text not null,
  differences jsonb not null,
  primary key (institution, run_id, seq),
  foreign key (institution, run_id) references dry_run on delete cascade
);
create index government_case_newest on government_case (institution, service_code, id desc);
