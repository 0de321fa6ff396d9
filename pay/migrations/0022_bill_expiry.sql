-- When bills end by themselves, apart from the bills: an index over a bill's status would make
-- every payment write all of the bill's indexes anew.
create table bill_expiry (
  institution_id text not null,
  bill_id uuid not null,
  expires_at timestamptz not null,
  primary key (institution_id, bill_id),
  foreign key (institution_id, bill_id) references bill
);
create index bill_expiry_due on bill_expiry (expires_at);
insert into bill_expiry (institution_id, bill_id, expires_at)
select institution_id, id, expires_at from bill
where expires_at is not null and status in ('open', 'claimed');

create function bill_is_to_expire() returns trigger language plpgsql as $$
begin
  insert into bill_expiry as e (institution_id, bill_id, expires_at)
  values (new.institution_id, new.id, new.expires_at)
  on conflict (institution_id, bill_id) do update set expires_at = excluded.expires_at;
  return null;
end $$;
create trigger bill_expires after insert or update of expires_at on bill
  for each row when (new.expires_at is not null) execute function bill_is_to_expire();
-- What was paid and is taken back is to be paid again, in its time.
create trigger bill_expires_again after update of status on bill
  for each row when (new.status = 'open' and old.status = 'paid' and new.expires_at is not null)
  execute function bill_is_to_expire();

drop index bill_expiring;
-- Room for a paid bill beside the open one that it was.
alter table bill set (fillfactor = 80);
