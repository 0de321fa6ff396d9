-- What the treasury's bank booked on its accounts, as its statements say it: each entry once, by
-- the bank's own reference.

create table bank_statement (
  account_iban text not null,
  -- The day (Asia/Hebron) that it is about.
  day text not null check (day ~ '^\d{4}-\d{2}-\d{2}$'),
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  opening_minor bigint not null,
  closing_minor bigint not null,
  entries int not null check (entries >= 0),
  read_at timestamptz not null,
  -- The day was over when it was read: it is not read again for long.
  complete boolean not null,
  primary key (account_iban, day)
);

create table bank_entry (
  account_iban text not null,
  bank_reference text not null check (length(bank_reference) between 1 and 35),
  id uuid not null default uuidv7(),
  day text not null,
  side text not null check (side in ('debit', 'credit')),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  end_to_end_id text not null check (length(end_to_end_id) between 1 and 35),
  -- Why money came back: the bank's code.
  reason text check (length(reason) between 1 and 35),
  booked_at timestamptz not null,
  received_at timestamptz not null default now(),
  -- The payout whose debit or return it is; until then, why it is none.
  payout_id uuid references payout,
  unmatched text check (length(unmatched) between 1 and 40),
  primary key (account_iban, bank_reference),
  unique (id),
  check ((payout_id is null) = (unmatched is not null))
);
create index bank_entry_unmatched on bank_entry (booked_at, id) where unmatched is not null;
create unique index bank_entry_once on bank_entry (payout_id, side) where payout_id is not null;

create function bank_entry_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.payout_id is not null
    or (new.account_iban, new.bank_reference, new.side, new.amount_minor, new.currency,
      new.end_to_end_id, new.booked_at) is distinct from
      (old.account_iban, old.bank_reference, old.side, old.amount_minor, old.currency,
      old.end_to_end_id, old.booked_at) then
    raise exception 'what the bank booked stays as it is' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger bank_entry_said before update or delete on bank_entry
  for each row execute function bank_entry_stays();
