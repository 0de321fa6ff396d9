-- The ledger as it stays: a leg moves one amount from one account to another of the same lane
-- (institution) and currency, so nothing that is written can be out of balance. A transfer is
-- one leg or several that have one cause. Balances are kept beside, in slots, so that writers
-- of the same busy account do not wait for each other.

alter table ledger_account drop constraint ledger_account_kind_check;
alter table ledger_account add constraint ledger_account_kind_check check (kind in (
  -- What a rail owes us, and what we owe a biller.
  'railClearing', 'billerPayable',
  -- Money that came and belongs to a payer, on its way back.
  'suspense',
  -- What rails keep for their work.
  'railFees',
  -- Money that payment companies paid in beforehand, and the part held for a collection.
  'agentFloat', 'agentHold',
  -- What one institution's lane owes another's, made even at settlement.
  'laneClearing'));
alter table ledger_account
  -- In how many parts the balance is kept.
  add column slots smallint not null default 16 check (slots between 1 and 64),
  -- Never in debit: we cannot give out what was not paid in. One slot, so that it can be checked.
  add column guarded boolean not null default false,
  add constraint ledger_account_guarded_is_one check (not guarded or slots = 1);
update ledger_account set slots = 1, guarded = true where kind in ('agentFloat', 'agentHold');

create table account_slot (
  institution_id text not null,
  account_id bigint not null,
  slot smallint not null check (slot between 0 and 63),
  currency text not null,
  guarded boolean not null,
  debits_minor bigint not null check (debits_minor >= 0),
  credits_minor bigint not null check (credits_minor >= 0),
  entries bigint not null check (entries > 0),
  primary key (institution_id, account_id, slot),
  foreign key (institution_id, account_id, currency)
    references ledger_account (institution_id, id, currency)
) with (fillfactor = 50);

create table transfer_leg (
  institution_id text not null,
  transfer_id uuid not null,
  leg smallint not null check (leg between 1 and 100),
  debit_account bigint not null,
  credit_account bigint not null check (credit_account <> debit_account),
  currency text not null,
  amount_minor bigint not null check (amount_minor between 1 and 999999999999999),
  posted_at timestamptz not null
) partition by range (posted_at);
-- A transfer's legs are found by its own posted_at: rows lie in the order of time.
create index transfer_leg_by_time on transfer_leg using brin (posted_at);
create index transfer_leg_by_debit on transfer_leg (institution_id, debit_account, posted_at);
create index transfer_leg_by_credit on transfer_leg (institution_id, credit_account, posted_at);
create table transfer_leg_other partition of transfer_leg default;

-- What was posted before: one posting on one side, one or more on the other.
insert into transfer_leg (institution_id, transfer_id, leg, debit_account, credit_account,
  currency, amount_minor, posted_at)
select d.institution_id, d.transfer_id,
  row_number() over (partition by d.institution_id, d.transfer_id
    order by d.position, c.position),
  d.account_id, c.account_id, d.currency, least(d.amount_minor, -c.amount_minor), d.posted_at
from posting d
  join posting c on c.institution_id = d.institution_id and c.transfer_id = d.transfer_id
where d.amount_minor > 0 and c.amount_minor < 0;

insert into account_slot (institution_id, account_id, slot, currency, guarded, debits_minor,
  credits_minor, entries)
select a.institution_id, a.id, 0, a.currency, a.guarded,
  coalesce(sum(p.amount_minor) filter (where p.amount_minor > 0), 0),
  coalesce(-sum(p.amount_minor) filter (where p.amount_minor < 0), 0), count(*)
from ledger_account a
  join posting p on p.institution_id = a.institution_id and p.account_id = a.id
group by a.institution_id, a.id, a.currency, a.guarded;

drop view account_balance;
drop table posting;
drop function ensure_posting_months(date, int);
drop trigger transfer_balanced on transfer;
drop function transfer_is_balanced();
alter table transfer drop constraint transfer_institution_id_id_currency_key;
alter table transfer drop constraint transfer_source_kind_check;
alter table transfer add constraint transfer_source_kind_check check (source_kind in (
  'capture', 'fee', 'surplus', 'refund', 'reversal', 'refundDue',
  'floatDeposit', 'cashHold', 'cashRelease', 'cashCollected', 'cashVoid', 'cashPayout',
  'laneMove'));

create trigger transfer_leg_immutable before update or delete on transfer_leg
  for each row execute function ledger_is_immutable();
create trigger transfer_leg_not_truncated before truncate on transfer_leg
  for each statement execute function ledger_is_immutable();

-- Debits are positive, credits negative: the two sides of each leg.
create view posting as
  select institution_id, transfer_id, leg * 2 - 1 as position, debit_account as account_id,
    currency, amount_minor, posted_at
  from transfer_leg
  union all
  select institution_id, transfer_id, leg * 2, credit_account, currency, -amount_minor, posted_at
  from transfer_leg;

create view account_balance as
  select a.institution_id, a.id as account_id, a.kind, a.owner, a.currency,
    coalesce(sum(s.debits_minor - s.credits_minor), 0)::bigint as balance_minor,
    coalesce(sum(s.entries), 0)::bigint as postings
  from ledger_account a
  left join account_slot s on s.institution_id = a.institution_id and s.account_id = a.id
  group by a.institution_id, a.id, a.kind, a.owner, a.currency;

-- The books of a lane sum to zero in every currency at the end of every transaction. Checked
-- once for each lane that a transaction touched.
create function lane_sums_to_zero() returns trigger language plpgsql as $$
declare
  seen text := coalesce(current_setting('pay.lanes_checked', true), '');
  mark text := pg_current_xact_id()::text || '/' || new.institution_id || '/' || new.currency || ';';
begin
  if position(mark in seen) > 0 then return null; end if;
  perform set_config('pay.lanes_checked', seen || mark, true);
  if (select sum(debits_minor - credits_minor) from account_slot
      where institution_id = new.institution_id and currency = new.currency) <> 0 then
    raise exception 'the books of % in % do not sum to zero', new.institution_id, new.currency
      using errcode = 'check_violation', constraint = 'lane_balanced';
  end if;
  return null;
end $$;
create constraint trigger lane_balanced after insert or update on account_slot
  deferrable initially deferred for each row execute function lane_sums_to_zero();

-- A check constraint would judge the row that an upsert proposes; this judges what became of it.
create function account_slot_has_floor() returns trigger language plpgsql as $$
begin
  if new.debits_minor > new.credits_minor then
    raise exception 'account % would fall below zero', new.account_id
      using errcode = 'check_violation', constraint = 'account_slot_floor';
  end if;
  return null;
end $$;
create trigger account_slot_floor after insert or update on account_slot
  for each row when (new.guarded) execute function account_slot_has_floor();

create function account_slot_only_grows() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.debits_minor < old.debits_minor
    or new.credits_minor < old.credits_minor or new.entries <= old.entries then
    raise exception 'the ledger is only ever added to' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger account_slot_grows before update or delete on account_slot
  for each row execute function account_slot_only_grows();

-- Posts whole transfers, leg by leg in arrays of the same length, a transfer's legs together.
-- A transfer whose cause was posted before is left out; what is returned was written now.
-- Slots are locked in account order: two batches never wait for each other in a circle.
create function post_transfers(writer int, lanes text[], ids uuid[], kinds text[], sources text[],
  leg_numbers smallint[], debits bigint[], credits bigint[], amounts bigint[])
returns setof uuid language plpgsql as $$
declare
  legs int := cardinality(ids);
  fitting int;
begin
  select count(*) into fitting
  from unnest(lanes, debits, credits) as l (lane, debit, credit)
    join ledger_account d on d.institution_id = l.lane and d.id = l.debit
    join ledger_account c on c.institution_id = l.lane and c.id = l.credit
      and c.currency = d.currency;
  if fitting <> legs then
    raise exception 'a leg joins accounts of two currencies or lanes'
      using errcode = 'check_violation', constraint = 'leg_within_one_currency';
  end if;
  return query
  with input as (
    select * from unnest(lanes, ids, kinds, sources, leg_numbers, debits, credits, amounts)
      as i (lane, id, kind, source, leg, debit, credit, amount)
  ), made as (
    insert into transfer as t (institution_id, id, source_kind, source_id, currency)
    select i.lane, i.id, i.kind, i.source, a.currency
    from input i join ledger_account a on a.institution_id = i.lane and a.id = i.debit
    where i.leg = 1 order by i.lane, i.kind, i.source
    on conflict (institution_id, source_kind, source_id) do nothing
    returning t.id, t.posted_at
  ), written as (
    insert into transfer_leg as w (institution_id, transfer_id, leg, debit_account,
      credit_account, currency, amount_minor, posted_at)
    select i.lane, i.id, i.leg, i.debit, i.credit, a.currency, i.amount, made.posted_at
    from input i join made on made.id = i.id
      join ledger_account a on a.institution_id = i.lane and a.id = i.debit
    returning w.institution_id, w.debit_account, w.credit_account, w.amount_minor
  ), moved as (
    insert into account_slot as s (institution_id, account_id, slot, currency, guarded,
      debits_minor, credits_minor, entries)
    select a.institution_id, a.id, writer % a.slots, a.currency, a.guarded,
      coalesce(sum(m.amount_minor) filter (where m.debit), 0),
      coalesce(sum(m.amount_minor) filter (where not m.debit), 0), count(*)
    from (
      select institution_id, debit_account as account_id, amount_minor, true as debit from written
      union all
      select institution_id, credit_account, amount_minor, false from written) m
      join ledger_account a on a.institution_id = m.institution_id and a.id = m.account_id
    group by a.institution_id, a.id, a.slots, a.currency, a.guarded
    order by a.institution_id, a.id
    on conflict (institution_id, account_id, slot) do update set
      debits_minor = s.debits_minor + excluded.debits_minor,
      credits_minor = s.credits_minor + excluded.credits_minor,
      entries = s.entries + excluded.entries
  )
  select made.id from made;
end $$;

-- Makes the partitions of the months from `first` on; run at every start and every day.
create function ensure_ledger_months(first date, months int) returns void
language plpgsql as $$
declare
  month timestamptz;
  name text;
begin
  for step in 0 .. months - 1 loop
    month := (date_trunc('month', first::timestamp) + make_interval(months => step))
      at time zone 'UTC';
    name := 'transfer_leg_' || to_char(month at time zone 'UTC', 'YYYY_MM');
    if to_regclass(name) is null and not exists
        (select 1 from transfer_leg_other where posted_at >= month) then
      execute format('create table %I partition of transfer_leg for values from (%L) to (%L)',
        name, month, (month at time zone 'UTC' + interval '1 month') at time zone 'UTC');
    end if;
  end loop;
end $$;

-- Every difference between the balances and the legs they come from: none, ever.
create view ledger_difference as
  with from_legs as (
    select institution_id, account_id, sum(amount_minor) as balance, count(*) as entries
    from posting group by institution_id, account_id
  ), from_slots as (
    select institution_id, account_id, sum(debits_minor - credits_minor) as balance,
      sum(entries) as entries
    from account_slot group by institution_id, account_id
  )
  select institution_id, account_id, l.balance as legs_minor, s.balance as slots_minor
  from from_legs l full join from_slots s using (institution_id, account_id)
  where l.balance is distinct from s.balance or l.entries is distinct from s.entries;
