-- A file on its way: what has arrived of it so far. It counts for nothing until it is kept.
create table upload (
  id uuid primary key default uuidv7(),
  application_id uuid not null references application on delete cascade,
  field text not null check (field ~ '^[a-z][A-Za-z0-9]{0,59}$'),
  name text not null check (length(name) between 1 and 200),
  -- What the sender said it will be; null where a form sends it without saying.
  size_bytes int check (size_bytes between 1 and 20971520),
  received_bytes int not null default 0 check (received_bytes between 0 and 20971520),
  created_at timestamptz not null default now(),
  touched_at timestamptz not null default now(),
  check (received_bytes <= size_bytes)
);
create index upload_of_application on upload (application_id, touched_at);
create index upload_untouched on upload (touched_at);

create table upload_part (
  upload_id uuid not null references upload on delete cascade,
  at_byte int not null check (at_byte >= 0),
  bytes bytea not null check (octet_length(bytes) between 1 and 1048576),
  primary key (upload_id, at_byte)
);

-- A file that a person gave: complete, found to be harmless, and part of a draft or a case.
create table kept_file (
  id uuid primary key default uuidv7(),
  application_id uuid not null references application on delete cascade,
  field text not null check (field ~ '^[a-z][A-Za-z0-9]{0,59}$'),
  name text not null check (length(name) between 1 and 200),
  media_type text not null
    check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
  size_bytes int not null check (size_bytes between 1 and 20971520),
  sha256 bytea not null check (octet_length(sha256) = 32),
  -- The case it was sent with; until then it lives and dies with its draft.
  institution text,
  case_id uuid,
  kept_at timestamptz not null default now(),
  foreign key (institution, case_id) references government_case,
  check ((institution is null) = (case_id is null))
);
create index kept_file_of_application on kept_file (application_id, field, kept_at);
create index kept_file_of_case on kept_file (institution, case_id) where case_id is not null;

-- Its bytes, where the database itself is the store.
create table file_chunk (
  file_id uuid not null references kept_file on delete cascade,
  seq int not null check (seq >= 0),
  bytes bytea not null check (octet_length(bytes) between 1 and 1048576),
  primary key (file_id, seq)
);
alter table file_chunk alter column bytes set storage external;
alter table upload_part alter column bytes set storage external;

create function keep_file_of_case() returns trigger language plpgsql as $$
begin
  if old.case_id is not null then
    raise exception 'a file of a case is never changed' using errcode = 'restrict_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger kept_file_of_case_is_kept before update or delete on kept_file
  for each row execute function keep_file_of_case();
create trigger file_chunk_is_not_changed before update on file_chunk
  for each row execute function forbid_change();
