-- Proofs of possession (DPoP) that were used, so that none is used twice by any process.
create table used_proof (
  id_hash bytea primary key check (length(id_hash) = 32),
  forget_at timestamptz not null
);
create index used_proof_forget on used_proof (forget_at);

-- Lists page by (created_at, id), newest first.
create index bill_by_client on bill (client_id, created_at desc, id desc);
create index payment_by_paid_at on payment (paid_at desc, id desc);
create index refund_by_created on refund (created_at desc, charge_id, position);

-- A bill may end by itself: after expires_at an open one is cancelled and says that it expired.
alter table bill add column expires_at timestamptz;
alter table bill add column expired_at timestamptz;
alter table bill add constraint bill_expired_is_cancelled
  check (expired_at is null or status = 'cancelled');
create index bill_expiring on bill (expires_at) where expires_at is not null and status = 'open';

-- What clients were told, once for all of a client's endpoints, kept so that it can be told again.
create table webhook_message (
  id text primary key check (length(id) between 5 and 64),
  client_id text not null,
  event_type text not null check (length(event_type) between 1 and 60),
  bill_id uuid,
  body text not null check (length(body) <= 16384),
  created_at timestamptz not null default now()
);
create index webhook_message_by_client on webhook_message (client_id, created_at, id);

insert into webhook_message (id, client_id, event_type, bill_id, body, created_at)
select distinct on (o.payload->>'messageId') o.payload->>'messageId', e.client_id,
  o.payload->'body'->>'type', (o.payload->'body'->'data'->>'billId')::uuid,
  (o.payload->'body')::text, o.created_at
from outbox o join webhook_endpoint e on e.id = o.payload->>'endpointId'
where o.kind = 'webhook' and o.payload ? 'body';
update outbox set payload = payload - 'body' where kind = 'webhook';

alter table webhook_endpoint
  add column description text not null default '' check (length(description) <= 200),
  -- The secret before a rotation: signs beside the new one until then.
  add column previous_secret_sealed bytea,
  add column previous_until timestamptz,
  add column failing_since timestamptz,
  add column disabled_at timestamptz,
  add constraint webhook_previous_secret
    check ((previous_secret_sealed is null) = (previous_until is null)),
  drop constraint webhook_endpoint_event_types_check,
  add constraint webhook_endpoint_event_types_check
    check (cardinality(event_types) between 1 and 50);

alter table webhook_delivery
  alter column bill_id drop not null,
  add column url text not null default '' check (length(url) <= 2000),
  add column request_bytes int not null default 0,
  add column response_summary text not null default '' check (length(response_summary) <= 600),
  drop constraint webhook_delivery_endpoint_id_fkey,
  add constraint webhook_delivery_endpoint_id_fkey
    foreign key (endpoint_id) references webhook_endpoint on delete cascade;
create index webhook_delivery_age on webhook_delivery (at);

-- A file of bills: its bytes come in pieces, its rows become bills in batches.
create table bill_upload (
  id uuid primary key default uuidv7(),
  client_id text not null,
  institution_id text not null,
  biller_code text not null,
  format text not null check (format in ('csv', 'jsonl')),
  compression text not null check (compression in ('none', 'gzip')),
  description_ar text check (length(description_ar) between 1 and 200),
  description_en text check (length(description_en) between 1 and 200),
  status text not null default 'receiving'
    check (status in ('receiving', 'queued', 'running', 'done', 'failed', 'cancelled')),
  received_bytes bigint not null default 0 check (received_bytes between 0 and 1073741824),
  rows_read bigint not null default 0,
  rows_made bigint not null default 0,
  rows_known bigint not null default 0,
  rows_wrong bigint not null default 0,
  errors_kept bigint not null default 0,
  failure text check (length(failure) between 1 and 40),
  -- The process that works on it, and until when it need not be taken for dead.
  holder uuid,
  held_until timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  foreign key (institution_id, biller_code) references biller,
  check ((status = 'failed') = (failure is not null)),
  check ((status in ('done', 'failed', 'cancelled')) = (finished_at is not null)),
  check (rows_read = rows_made + rows_known + rows_wrong)
);
create index bill_upload_waiting on bill_upload (created_at) where status in ('queued', 'running');
create index bill_upload_by_client on bill_upload (client_id, created_at desc, id desc);

create table bill_upload_piece (
  upload_id uuid not null references bill_upload on delete cascade,
  offset_bytes bigint not null,
  bytes bytea not null check (length(bytes) between 1 and 1048576),
  primary key (upload_id, offset_bytes)
);
alter table bill_upload_piece alter column bytes set storage external;

create table bill_upload_error (
  upload_id uuid not null references bill_upload on delete cascade,
  line bigint not null,
  position smallint not null,
  field text not null check (length(field) <= 100),
  message_ar text not null check (length(message_ar) <= 400),
  message_en text not null check (length(message_en) <= 400),
  primary key (upload_id, line, position)
);
