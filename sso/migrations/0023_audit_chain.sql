-- The audit is chained: each link carries the hash of the one before and of its event, keyed, so
-- that who can write to the database alone cannot make a chain of their own. Links are made in the
-- background: a sign-in only adds its event, and a row here that says it is still to be linked.
create table audit_unsealed (event_id uuid primary key);

create function queue_audit_seal() returns trigger language plpgsql as $$
begin
  insert into audit_unsealed (event_id) values (new.id);
  return null;
end $$;
create trigger audit_event_unsealed after insert on audit_event
  for each row execute function queue_audit_seal();
insert into audit_unsealed (event_id) select id from audit_event;

create table audit_link (
  position bigint primary key check (position > 0),
  event_id uuid not null unique,
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32),
  sealed_at timestamptz not null default now()
);

-- The newest link, and the last one that was deleted with its event when its time was over. Each
-- proves itself; of one row each, the lock of the first is what sealers take turns by.
create table audit_mark (
  name text primary key check (name in ('head', 'cut')),
  position bigint not null check (position >= 0),
  hash bytea not null check (length(hash) = 32),
  proof bytea,
  at timestamptz not null default now()
);
insert into audit_mark (name, position, hash)
  values ('head', 0, decode(repeat('00', 32), 'hex')), ('cut', 0, decode(repeat('00', 32), 'hex'));

-- Rows may go when the cut has passed them, and never otherwise.
drop trigger audit_event_append_only on audit_event;
create trigger audit_event_append_only before update or truncate on audit_event
  for each statement execute function refuse_audit_change();
create trigger audit_link_append_only before update or truncate on audit_link
  for each statement execute function refuse_audit_change();

create function refuse_audit_delete() returns trigger language plpgsql as $$
begin
  if exists (select 1 from audit_link l, audit_mark m
      where m.name = 'cut' and l.position <= m.position
        and l.event_id = (to_jsonb(old) ->> tg_argv[0])::uuid) then
    return old;
  end if;
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger audit_event_kept before delete on audit_event
  for each row execute function refuse_audit_delete('id');
create trigger audit_link_kept before delete on audit_link
  for each row execute function refuse_audit_delete('event_id');
