-- The same ledger at half the work a transfer. PostgreSQL reads a table's check constraints anew
-- for each statement; types are read once. Unique keys begin with what differs most. A batch names
-- its kinds of legs once, and is written without looking for old causes first.

create type transfer_source as enum (
  'capture', 'fee', 'surplus', 'refund', 'reversal', 'refundDue', 'refundWithdrawal',
  'floatDeposit', 'cashHold', 'cashRelease', 'cashCollected', 'cashVoid', 'cashPayout',
  'laneMove');
create domain transfer_source_id as text check (length(value) between 1 and 64);
create domain leg_number as smallint check (value between 1 and 100);
create domain leg_amount as bigint check (value between 1 and 999999999999999);
create domain slot_number as smallint check (value between 0 and 63);
create domain slot_sum as bigint check (value >= 0);

drop view ledger_difference;
drop view posting;
drop view account_balance;
drop function post_transfers(int, text[], uuid[], text[], text[], smallint[], bigint[], bigint[],
  bigint[]);

alter table transfer
  drop constraint transfer_source_kind_check,
  drop constraint transfer_source_id_check,
  -- The currency is that of the accounts, where it is checked.
  drop constraint transfer_currency_check,
  drop constraint transfer_institution_id_source_kind_source_id_key,
  alter column source_kind type transfer_source using source_kind::transfer_source,
  alter column source_id type transfer_source_id,
  add constraint transfer_once unique (source_id, source_kind, institution_id);
alter table payment drop constraint payment_institution_id_transfer_id_fkey;
alter table transfer
  drop constraint transfer_pkey,
  add constraint transfer_pkey primary key (id, institution_id);
alter table payment add foreign key (institution_id, transfer_id)
  references transfer (institution_id, id);

alter table transfer_leg
  drop constraint transfer_leg_leg_check,
  drop constraint transfer_leg_amount_minor_check,
  alter column leg type leg_number,
  alter column amount_minor type leg_amount;

alter table account_slot
  drop constraint account_slot_slot_check,
  drop constraint account_slot_debits_minor_check,
  drop constraint account_slot_credits_minor_check,
  drop constraint account_slot_entries_check,
  alter column slot type slot_number,
  alter column debits_minor type slot_sum,
  alter column credits_minor type slot_sum,
  alter column entries type slot_sum;

-- Debits are positive, credits negative: the two sides of each leg.
create view posting as
  select institution_id, transfer_id, leg * 2 - 1 as position, debit_account as account_id,
    currency, amount_minor::bigint as amount_minor, posted_at
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

-- Where a leg names an account that its lane does not have in its currency.
create function no_such_account(lane text, account bigint, currency text) returns int
language plpgsql as $$
begin
  raise exception 'lane % has no account % in %', lane, account, currency
    using errcode = 'check_violation', constraint = 'leg_within_one_currency';
end $$;

-- Posts whole transfers, or none: false means that at least one cause was posted before. The first
-- five arrays are the kinds of legs in this batch; `leg_kinds` says by its place which one a leg
-- is. Balances follow from the legs, and slots are locked in account order: two batches never wait
-- for each other in a circle, if their transfers are sorted by (source_id, source_kind, lane).
create function post_transfers(writer int, lanes text[], currencies text[],
  causes transfer_source[], debits bigint[], credits bigint[], leg_kinds int[], ids uuid[],
  sources text[], legs smallint[], amounts bigint[])
returns boolean language plpgsql as $$
begin
  begin
    insert into transfer (institution_id, id, source_kind, source_id, currency)
    select lanes[i.kind], i.id, causes[i.kind], i.source, currencies[i.kind]
    from unnest(leg_kinds, ids, sources, legs) as i (kind, id, source, leg)
    where i.leg = 1;
  exception when unique_violation then
    return false;
  end;
  insert into transfer_leg (institution_id, transfer_id, leg, debit_account, credit_account,
    currency, amount_minor, posted_at)
  select lanes[i.kind], i.id, i.leg, debits[i.kind], credits[i.kind], currencies[i.kind],
    i.amount, now()
  from unnest(leg_kinds, ids, legs, amounts) as i (kind, id, leg, amount);
  insert into account_slot as s (institution_id, account_id, slot, currency, guarded,
    debits_minor, credits_minor, entries)
  select m.lane, m.account, case when a.id is null
      then no_such_account(m.lane, m.account, m.currency) else writer % a.slots end,
    m.currency, a.guarded, m.debit, m.credit, m.entries
  from (
    select side.lane, side.account, side.currency, sum(side.debit)::bigint as debit,
      sum(side.credit)::bigint as credit, sum(side.entries)::bigint as entries
    from (
      select i.kind, sum(i.amount) as amount, count(*) as entries
      from unnest(leg_kinds, amounts) as i (kind, amount) group by i.kind) k
      cross join lateral (values
        (lanes[k.kind], debits[k.kind], currencies[k.kind], k.amount, 0, k.entries),
        (lanes[k.kind], credits[k.kind], currencies[k.kind], 0, k.amount, k.entries))
        as side (lane, account, currency, debit, credit, entries)
    group by side.lane, side.account, side.currency) m
    left join ledger_account a on a.institution_id = m.lane and a.id = m.account
      and a.currency = m.currency
  order by m.lane, m.account
  on conflict (institution_id, account_id, slot) do update set
    debits_minor = s.debits_minor + excluded.debits_minor,
    credits_minor = s.credits_minor + excluded.credits_minor,
    entries = s.entries + excluded.entries;
  return true;
end $$;
