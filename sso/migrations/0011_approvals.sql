-- Apps on people's phones that approve sign-ins: the public key of each, which never leaves it.
create table approver (
  id uuid primary key default uuidv7(),
  person_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  public_jwk jsonb not null,
  thumbprint text not null unique check (length(thumbprint) = 43),
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index approver_person on approver (person_id);

-- Sign-ins that wait for an app. The sign-in's page shows one number, the app shows three: whoever
-- approves has to see the page.
create table approval (
  id uuid primary key default uuidv7(),
  interaction_id text not null unique,
  person_id uuid not null,
  challenge text not null unique,
  numbers int[] not null check (cardinality(numbers) = 3),
  number int not null check (number between 10 and 99 and number = any (numbers)),
  service jsonb not null,
  domain text not null,
  address inet,
  state text not null check (state in ('pending', 'approved', 'refused', 'expired', 'spent')),
  asked_at timestamptz not null default now(),
  expires_at timestamptz not null
);
-- One at a time: nobody is worn down by a row of questions.
create unique index approval_one_pending on approval (person_id) where state = 'pending';
create index approval_expiry on approval (expires_at);
