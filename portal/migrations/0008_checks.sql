-- Questions to other institutions' people about a case. It lies with the case it is about; the
-- asked institution finds its own by the index.
create table case_check (
  institution text not null,
  id uuid not null default uuidv7(),
  case_id uuid not null,
  -- The state that asks, and which of its checks.
  state text not null check (state ~ '^[a-z][A-Za-z0-9]{0,39}$'),
  code text not null check (code ~ '^[a-z][A-Za-z0-9]{0,39}$'),
  asked_institution text not null check (asked_institution ~ '^[a-z][a-z0-9-]{0,59}$'),
  role text not null,
  assignee text,
  claimed_at timestamptz,
  due_at timestamptz not null,
  asked_at timestamptz not null default now(),
  answer text check (answer in ('clear', 'objection')),
  reason jsonb,
  words text check (length(words) between 1 and 2000),
  answered_by text,
  answered_at timestamptz,
  -- The case ended, or went another way, before the answer came.
  dropped_at timestamptz,
  primary key (institution, id),
  foreign key (institution, case_id) references government_case,
  check ((assignee is null) = (claimed_at is null)),
  check ((answer is null) = (answered_at is null)),
  check ((answer is null) = (answered_by is null)),
  check (answer is distinct from 'objection' or reason is not null),
  check (answer is null or dropped_at is null)
);
create unique index case_check_one_open on case_check (institution, case_id, code)
  where answered_at is null and dropped_at is null;
create index case_check_of_case on case_check (institution, case_id, asked_at);
create index case_check_inbox on case_check (asked_institution, role, due_at)
  where answered_at is null and dropped_at is null;

-- What checks have answered, by code: `clear` or `objection`.
alter table government_case add column checks jsonb not null default '{}'
  check (jsonb_typeof(checks) = 'object');

-- Who looked, where it was not the institution whose case it is.
alter table data_look add column officer_institution text
  check (officer_institution ~ '^[a-z][a-z0-9-]{0,59}$');

-- From this moment a late task is a supervisor's.
alter table task add column escalate_at timestamptz;
create index task_to_escalate on task (escalate_at)
  where escalate_at is not null and completed_at is null and paused_at is null;
