-- Only for databases of the simulation: time stands still until it is moved, and what the
-- database draws, it draws in one order, so that a seed repeats a run. The names below stand
-- before PostgreSQL's own in the search path.
create schema sim;

-- Milliseconds since 1970; a sequence, because it is seen at once by every transaction.
create sequence sim.clock;
select setval('sim.clock', (extract(epoch from now()) * 1000)::bigint);
create sequence sim.drawn;

create function sim.now() returns timestamptz language sql stable as $$
  select to_timestamp(pg_sequence_last_value('sim.clock') / 1000.0)
$$;

-- A UUID of version 7 whose every bit is the time or a counter.
create function sim.uuidv7() returns uuid language sql volatile as $$
  select (lpad(to_hex(pg_sequence_last_value('sim.clock')), 12, '0')
    || '7' || lpad(to_hex(n & 4095), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid
  from nextval('sim.drawn') as n
$$;

-- The gateway draws a writer's slots; here they take turns.
create function sim.post_transfers(writer int, lanes text[], currencies text[],
  causes transfer_source[], debits bigint[], credits bigint[], leg_kinds int[], ids uuid[],
  sources text[], legs smallint[], amounts bigint[])
returns boolean language sql volatile as $$
  select public.post_transfers((nextval('sim.drawn') % 64)::int, lanes, currencies, causes, debits,
    credits, leg_kinds, ids, sources, legs, amounts)
$$;

-- Defaults were bound to PostgreSQL's functions when their tables were made.
do $$
declare
  d record;
begin
  for d in
    select c.oid::regclass as of_table, a.attname as of_column,
      pg_get_expr(e.adbin, e.adrelid) as expression
    from pg_attrdef e join pg_class c on c.oid = e.adrelid
      join pg_attribute a on a.attrelid = e.adrelid and a.attnum = e.adnum
    where c.relnamespace = 'public'::regnamespace and a.attgenerated = ''
      and pg_get_expr(e.adbin, e.adrelid) ~ '(now|clock_timestamp|uuidv7)\(\)'
  loop
    execute format('alter table %s alter column %I set default %s', d.of_table, d.of_column,
      regexp_replace(replace(d.expression, 'clock_timestamp()', 'now()'),
        '(now|uuidv7)\(\)', 'sim.\1()', 'g'));
  end loop;
end $$;

-- No two rows are due at the same moment: which is taken first does not depend on where they lie.
-- A row's own number parts it from the others, so that no order of updates matters either.
create function sim.part(at timestamptz, name text) returns timestamptz language sql immutable as $$
  select date_trunc('milliseconds', at) - (hashtext(name) & 1048575) * interval '1 us'
$$;

create function sim.part_due() returns trigger language plpgsql as $$
begin
  new.due_at := sim.part(new.due_at, new.id::text);
  return new;
end $$;
create trigger part_due before insert or update of due_at on outbox
  for each row execute function sim.part_due();

create function sim.part_checks() returns trigger language plpgsql as $$
begin
  new.next_check_at := sim.part(new.next_check_at, new.id::text);
  return new;
end $$;
create trigger part_checks before insert or update of next_check_at on charge
  for each row when (new.next_check_at is not null) execute function sim.part_checks();

-- Nothing happens in the background, and no plan changes in the middle of a run.
do $$
declare
  t regclass;
begin
  for t in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
  loop
    execute format('alter table %s set (autovacuum_enabled = off)', t);
  end loop;
end $$;
