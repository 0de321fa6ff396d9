-- What the GovStack adapter must remember of its callers. Both are distributed by client_id;
-- bills and charges lie with their institution, so there is no foreign key to them.

-- What a payer's bank was told that a bill costs. Its notice that the bill was paid names no
-- amount, only this inquiry.
create table govstack_inquiry (
  client_id text not null check (length(client_id) between 1 and 128),
  inquiry_id text not null check (inquiry_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,35}$'),
  institution_id text not null,
  bill_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  asked_at timestamptz not null default now(),
  primary key (client_id, inquiry_id)
);
create index govstack_inquiry_age on govstack_inquiry (asked_at);

-- Which attempt a caller's request became, so that it can ask for its state by its own id.
create table govstack_request (
  client_id text not null check (length(client_id) between 1 and 128),
  request_id text not null check (request_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,35}$'),
  institution_id text not null,
  charge_id uuid not null,
  -- The biller's number for a request to pay.
  rtp_id bigint check (rtp_id between 0 and 9007199254740991),
  created_at timestamptz not null default now(),
  primary key (client_id, request_id)
);
