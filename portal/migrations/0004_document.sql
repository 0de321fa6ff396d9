-- Sealed documents; withdrawing one is recorded beside it, the bytes never change.
create table issued_document (
  institution text not null,
  id uuid not null default uuidv7(),
  case_id uuid not null,
  kind text not null,
  number text not null check (number ~ '^[A-Z]{2,4}-[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$'),
  holder_national_id text not null check (holder_national_id ~ '^[0-9]{9}$'),
  title jsonb not null,
  pdf bytea not null check (octet_length(pdf) <= 5242880),
  sha256 bytea not null check (octet_length(sha256) = 32),
  -- The signed summary that the QR carries.
  cose text not null,
  issued_at timestamptz not null default now(),
  valid_until date,
  withdrawn_at timestamptz,
  withdrawn_reason jsonb,
  primary key (institution, id),
  unique (institution, case_id, kind),
  unique (institution, number),
  foreign key (institution, case_id) references government_case,
  check ((withdrawn_at is null) = (withdrawn_reason is null))
);
create index issued_document_by_number on issued_document (number);
create index issued_document_by_digest on issued_document (sha256);
create index issued_document_of_person on issued_document (holder_national_id, issued_at desc);

create function keep_document() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.withdrawn_at is not null
    or (to_jsonb(new) - 'withdrawn_at' - 'withdrawn_reason')
      is distinct from (to_jsonb(old) - 'withdrawn_at' - 'withdrawn_reason') then
    raise exception 'an issued document is never changed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger issued_document_is_kept before update or delete on issued_document
  for each row execute function keep_document();

-- Keys that seal documents; the private part is encrypted with the component's key.
create table seal_key (
  id text primary key check (id ~ '^[A-Za-z0-9_-]{2,60}$'),
  -- The root of seals, an institution's seal, or the key that signs what QR codes carry.
  purpose text not null check (purpose in ('authority', 'seal', 'summary')),
  institution text not null default '',
  private_key bytea not null,
  -- PEM: a certificate, or the bare public key of a summary key.
  certificate text not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz
);
create unique index seal_key_one_active on seal_key (purpose, institution)
  where retired_at is null;

-- Which officer looked at whose data, and why; the person sees it.
create table data_look (
  id bigint generated always as identity primary key,
  institution text not null,
  case_id uuid not null,
  subject_national_id text not null check (subject_national_id ~ '^[0-9]{9}$'),
  officer text not null,
  officer_name jsonb not null,
  what text not null,
  at timestamptz not null default now(),
  foreign key (institution, case_id) references government_case
);
create index data_look_of_person on data_look (subject_national_id, at desc);
create trigger data_look_is_kept before update or delete on data_look
  for each row execute function forbid_change();

-- Work to do after a commit: bills to make, documents to seal.
create table outbox (
  id bigint generated always as identity primary key,
  kind text not null,
  payload jsonb not null,
  attempts int not null default 0,
  created_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  failed_at timestamptz,
  last_error text
);
create index outbox_due on outbox (due_at) where failed_at is null;
