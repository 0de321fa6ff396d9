create table ledger_account (
  institution_id text not null,
  id bigint generated always as identity,
  -- railClearing: what a rail owes us. billerPayable: what we owe a biller. suspense: money that
  -- came and belongs to a payer, on its way back.
  kind text not null check (kind in ('railClearing', 'billerPayable', 'suspense')),
  owner text not null check (length(owner) between 1 and 64),
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  created_at timestamptz not null default now(),
  primary key (institution_id, id),
  unique (institution_id, kind, owner, currency),
  unique (institution_id, id, currency)
);

-- A transfer moves one currency. `source` makes it happen once for whatever caused it.
create table transfer (
  institution_id text not null,
  id uuid not null default uuidv7(),
  source_kind text not null check (source_kind in ('capture', 'surplus', 'refund')),
  source_id text not null check (length(source_id) between 1 and 64),
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  posted_at timestamptz not null default now(),
  xid xid8 not null default pg_current_xact_id(),
  primary key (institution_id, id),
  unique (institution_id, source_kind, source_id),
  unique (institution_id, id, currency)
);

-- Debits are positive, credits negative; every transfer sums to zero.
create table posting (
  institution_id text not null,
  transfer_id uuid not null,
  position smallint not null check (position between 1 and 100),
  account_id bigint not null,
  currency text not null,
  amount_minor bigint not null
    check (amount_minor <> 0 and amount_minor between -999999999999999 and 999999999999999),
  posted_at timestamptz not null,
  primary key (institution_id, transfer_id, position, posted_at),
  foreign key (institution_id, transfer_id, currency)
    references transfer (institution_id, id, currency),
  foreign key (institution_id, account_id, currency)
    references ledger_account (institution_id, id, currency)
) partition by range (posted_at);
create index posting_by_account on posting (institution_id, account_id, posted_at);

-- Where a row goes whose month has no partition yet: nothing is refused for want of one.
create table posting_other partition of posting default;

-- Makes the partitions of the months from `first` on; run at every start and every day.
create function ensure_posting_months(first date, months int) returns void
language plpgsql as $$
declare
  month timestamptz;
  name text;
begin
  for step in 0 .. months - 1 loop
    month := (date_trunc('month', first::timestamp) + make_interval(months => step))
      at time zone 'UTC';
    name := 'posting_' || to_char(month at time zone 'UTC', 'YYYY_MM');
    if to_regclass(name) is null and not exists
        (select 1 from posting_other where posted_at >= month) then
      execute format('create table %I partition of posting for values from (%L) to (%L)',
        name, month, (month at time zone 'UTC' + interval '1 month') at time zone 'UTC');
    end if;
  end loop;
end $$;

create function transfer_is_balanced() returns trigger language plpgsql as $$
declare
  legs int;
  total numeric;
begin
  if tg_table_name = 'transfer' then
    select count(*), sum(amount_minor) into legs, total from posting
      where institution_id = new.institution_id and transfer_id = new.id;
  else
    select count(*), sum(amount_minor) into legs, total from posting
      where institution_id = new.institution_id and transfer_id = new.transfer_id;
  end if;
  if legs < 2 or total is distinct from 0 then
    raise exception 'transfer is not balanced: % postings, sum %', legs, total
      using errcode = 'check_violation', constraint = 'transfer_balanced';
  end if;
  return null;
end $$;

create constraint trigger transfer_balanced after insert on transfer
  deferrable initially deferred for each row execute function transfer_is_balanced();
create constraint trigger posting_balanced after insert on posting
  deferrable initially deferred for each row execute function transfer_is_balanced();

create function ledger_is_immutable() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is only ever added to' using errcode = 'restrict_violation';
end $$;

create trigger transfer_immutable before update or delete on transfer
  for each row execute function ledger_is_immutable();
create trigger posting_immutable before update or delete on posting
  for each row execute function ledger_is_immutable();
create trigger transfer_not_truncated before truncate on transfer
  for each statement execute function ledger_is_immutable();
create trigger posting_not_truncated before truncate on posting
  for each statement execute function ledger_is_immutable();

create view account_balance as
  select a.institution_id, a.id as account_id, a.kind, a.owner, a.currency,
    coalesce(sum(p.amount_minor), 0)::bigint as balance_minor, count(p.account_id) as postings
  from ledger_account a
  left join posting p on p.institution_id = a.institution_id and p.account_id = a.id
  group by a.institution_id, a.id, a.kind, a.owner, a.currency;
