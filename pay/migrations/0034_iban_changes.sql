-- An account that a biller is paid to is changed by two: whoever asks, and another who approves.

create table iban_change (
  id uuid primary key default uuidv7(),
  institution_id text not null,
  biller_code text not null,
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  -- As it was when the change was asked for; none where the biller had none.
  old_iban text,
  new_iban text not null check (new_iban ~ '^PS[0-9]{2}[A-Z]{4}[A-Z0-9]{21}$'),
  status text not null default 'waits' check (status in ('waits', 'approved', 'rejected')),
  asked_by_kind text not null check (asked_by_kind in ('staff', 'client')),
  asked_by text not null check (length(asked_by) between 1 and 128),
  asked_at timestamptz not null default now(),
  decided_by text check (length(decided_by) between 1 and 128),
  decided_at timestamptz,
  check ((status = 'waits') = (decided_by is null)),
  check ((decided_by is null) = (decided_at is null)),
  constraint iban_change_four_eyes
    check (status <> 'approved' or asked_by_kind <> 'staff' or decided_by <> asked_by),
  foreign key (institution_id, biller_code) references biller
);
create unique index iban_change_open on iban_change (biller_code, currency)
  where status = 'waits';
create index iban_change_newest on iban_change (asked_at desc, id desc);

create function iban_change_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.status <> 'waits'
    or (new.biller_code, new.currency, new.new_iban, new.asked_by) is distinct from
      (old.biller_code, old.currency, old.new_iban, old.asked_by) then
    raise exception 'a change of account that was decided stays as it is'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger iban_change_decided before update or delete on iban_change
  for each row execute function iban_change_stays();
