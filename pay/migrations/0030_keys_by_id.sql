-- Bills, charges and payments are looked for by their id, with their lane or without it. Their keys
-- began with the lane, so that every look compared a text that hardly ever differs, and looks
-- without it needed one more index for each table. Keys begin with the id now; foreign keys are as
-- they were.
do $$
declare
  key record;
  foreign_keys text[];
  statement text;
begin
  select array_agg(format('alter table %s add constraint %I %s', conrelid::regclass, conname,
      pg_get_constraintdef(oid)))
    into foreign_keys
    from pg_constraint
    where contype = 'f' and confrelid in ('bill'::regclass, 'charge'::regclass, 'payment'::regclass)
      and confkey[1:2] = (
        select array_agg(attnum order by place)
        from unnest(array['institution_id', 'id']) with ordinality as n (name, place)
          join pg_attribute a on a.attrelid = confrelid and a.attname = n.name);
  for key in
    select conrelid::regclass as of_table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint
    where contype in ('p', 'u')
      and conrelid in ('bill'::regclass, 'charge'::regclass, 'payment'::regclass)
      and pg_get_constraintdef(oid) ~ '\(institution_id, id[,)]'
  loop
    execute format('alter table %s drop constraint %I cascade', key.of_table, key.name);
    execute format('alter table %s add constraint %I %s', key.of_table, key.name,
      replace(key.definition, '(institution_id, id', '(id, institution_id'));
  end loop;
  foreach statement in array foreign_keys loop
    execute statement;
  end loop;
end $$;

drop index bill_by_id;
drop index charge_by_id;
drop index payment_by_id;
