-- The log of receipts: after the end of each day its signed receipts are closed into one hash tree
-- (RFC 9162), whose head is signed, published and stamped. See docs/adr/0041-receipt-log.md.

-- SHA-256 of what a leaf is made of, the receipt's COSE_Sign1, behind 0x00.
create function receipt_leaf_hash(cose bytea) returns bytea
  language sql immutable strict parallel safe
  return sha256('\x00'::bytea || cose);

-- Signed receipts that no tree has yet. A queue, and not a mark in time or in transaction ids: what
-- commits late is still there for the next tree. It has no index, for it is written with every
-- payment and read as a whole. The leaf is fixed when the receipt is signed.
create table receipt_unlogged (
  institution_id text not null,
  number text not null,
  issued_at timestamptz not null,
  leaf bytea not null check (length(leaf) = 32)
);

create function receipts_wait_for_log() returns trigger language plpgsql as $$
begin
  insert into receipt_unlogged (institution_id, number, issued_at, leaf)
  -- A process whose clock is ahead keeps no receipt waiting for years.
  select institution_id, number, least(issued_at, now()), receipt_leaf_hash(cose)
  from inserted where cose is not null;
  return null;
end $$;
create trigger receipt_waits_for_log after insert on receipt
  referencing new table as inserted for each statement execute function receipts_wait_for_log();

-- One that was issued unsigned and is signed later waits from then on.
create function late_receipt_waits_for_log() returns trigger language plpgsql as $$
begin
  insert into receipt_unlogged (institution_id, number, issued_at, leaf)
  values (new.institution_id, new.number, least(new.issued_at, now()),
    receipt_leaf_hash(new.cose));
  return null;
end $$;
create trigger late_receipt_waits_for_log after update on receipt
  for each row when (old.cose is null and new.cose is not null)
  execute function late_receipt_waits_for_log();

-- What was signed stays as it was.
create function signed_receipt_stays() returns trigger language plpgsql as $$
begin
  raise exception 'a signed receipt stays as it is' using errcode = 'restrict_violation';
end $$;
create trigger signed_receipt_unchanged before update on receipt
  for each row when (old.cose is not null and (new.cose is distinct from old.cose
    or new.number <> old.number or new.institution_id <> old.institution_id
    or new.issued_at <> old.issued_at))
  execute function signed_receipt_stays();
create trigger signed_receipt_not_deleted before delete on receipt
  for each row when (old.cose is not null) execute function signed_receipt_stays();

-- A closed day. `head` is its signed head (COSE_Sign1 over day, size, root and the hash of the head
-- of the day before), `blocks` the roots of its blocks of 1,024 leaves, from which paths are made.
create table receipt_day (
  day date primary key,
  size integer not null check (size >= 0),
  root bytea not null check (length(root) = 32),
  previous bytea not null check (length(previous) = 32),
  head bytea not null check (length(head) between 100 and 500),
  blocks bytea not null check (length(blocks) = 32 * ((size + 1023) / 1024)),
  closed_at timestamptz not null,
  -- The RFC 3161 token over `head`, once an authority gave one.
  stamp bytea check (length(stamp) between 100 and 65536),
  stamped_at timestamptz,
  stamp_due_at timestamptz not null,
  stamp_tries integer not null default 0,
  check ((stamp is null) = (stamped_at is null))
);
create index receipt_day_unstamped on receipt_day (stamp_due_at) where stamp is null;

-- Where each receipt stands in its day's tree. Without foreign keys, which would lock and so
-- rewrite a million receipts in the night: the triggers here and the audit keep it whole.
create table receipt_leaf (
  day date not null,
  leaf_index integer not null check (leaf_index >= 0),
  institution_id text not null,
  number text not null,
  hash bytea not null check (length(hash) = 32),
  primary key (day, leaf_index),
  unique (number)
);

create function receipt_log_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the log of receipts is only ever added to' using errcode = 'restrict_violation';
end $$;
create trigger receipt_leaf_immutable before update or delete on receipt_leaf
  for each row execute function receipt_log_stays();
create trigger receipt_leaf_not_truncated before truncate on receipt_leaf
  for each statement execute function receipt_log_stays();
create trigger receipt_day_not_deleted before delete on receipt_day
  for each row execute function receipt_log_stays();
create trigger receipt_day_not_truncated before truncate on receipt_day
  for each statement execute function receipt_log_stays();
-- Only a stamp is added, once.
create trigger receipt_day_immutable before update on receipt_day
  for each row when (old.stamp is not null or
    (new.day, new.size, new.root, new.previous, new.head, new.blocks, new.closed_at)
      is distinct from
    (old.day, old.size, old.root, old.previous, old.head, old.blocks, old.closed_at))
  execute function receipt_log_stays();

-- Receipts of before: the signed ones wait for a tree, the others of live bills to be signed first.
insert into receipt_unlogged (institution_id, number, issued_at, leaf)
  select institution_id, number, issued_at, receipt_leaf_hash(cose)
  from receipt where cose is not null;
create table receipt_unsigned (
  institution_id text not null,
  number text not null,
  primary key (institution_id, number)
);
insert into receipt_unsigned (institution_id, number)
  select r.institution_id, r.number from receipt r
    join bill b on b.id = r.bill_id and b.institution_id = r.institution_id
  where r.cose is null and b.live;
