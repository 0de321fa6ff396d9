-- Whether a webhook message is on its way to an endpoint is asked before it is sent again.
create index outbox_webhook_message on outbox ((payload->>'messageId')) where kind = 'webhook';

-- Where a payer asked to be told, and in which language: for one attempt, or (where the attempt
-- starts at a bank or an agent) for the bill. Encrypted, and forgotten by a sweep.
create table payer_contact (
  institution_id text not null,
  -- The charge, or the bill.
  subject_id uuid not null,
  phone_sealed bytea not null,
  lang text not null check (lang in ('ar', 'en')),
  created_at timestamptz not null default now(),
  primary key (institution_id, subject_id)
);
create index payer_contact_age on payer_contact (created_at);

-- A message that was handed over, or is being: written before, so that none is sent twice. Its
-- number only as a keyed hash, to bound how many one number gets.
create table payer_message (
  institution_id text not null,
  charge_id uuid not null,
  -- 0: the receipt. Otherwise the refund of this position.
  position smallint not null check (position >= 0),
  phone_hash bytea not null check (length(phone_hash) = 32),
  created_at timestamptz not null default now(),
  primary key (institution_id, charge_id, position)
);
create index payer_message_by_number on payer_message (phone_hash, created_at);
create index payer_message_age on payer_message (created_at);

-- Who asks about a payment knows what their bank calls it.
create index charge_by_rail_reference on charge (rail_reference) where rail_reference is not null;
