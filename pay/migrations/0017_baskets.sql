-- Several bills paid at once, what a bill is made of, its instalments, and what each way to pay
-- costs.

-- A basket is a bill of the treasury's lane: it is claimed, paid and reversed like every bill.
alter table bill add column kind text not null default 'bill' check (kind in ('bill', 'basket'));

-- What a basket pays. The bills lie in other lanes, so there is no foreign key to them.
create table basket_item (
  institution_id text not null,
  basket_id uuid not null,
  position smallint not null check (position between 1 and 20),
  item_institution_id text not null,
  item_bill_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  primary key (institution_id, basket_id, position),
  unique (institution_id, basket_id, item_bill_id),
  foreign key (institution_id, basket_id) references bill
);
create index basket_item_by_bill on basket_item (item_bill_id);

create function basket_sums_to_its_items() returns trigger language plpgsql as $$
begin
  if (select sum(amount_minor) from basket_item
      where institution_id = new.institution_id and basket_id = new.basket_id)
     is distinct from
     (select amount_minor from bill where institution_id = new.institution_id
      and id = new.basket_id and kind = 'basket') then
    raise exception 'the items of basket % do not sum to its amount', new.basket_id
      using errcode = 'check_violation', constraint = 'basket_item_sum';
  end if;
  return null;
end $$;
create constraint trigger basket_item_sum after insert or update on basket_item
  deferrable initially deferred for each row execute function basket_sums_to_its_items();

-- A share: the part of a basket's attempt that pays one of its bills. It holds that bill's claim
-- and is its charge; the rail knows only the basket's.
alter table charge
  add column basket_lane text,
  add column basket_charge_id uuid,
  add constraint charge_share_names_both
    check ((basket_lane is null) = (basket_charge_id is null)),
  add constraint charge_share_is_never_swept
    check (basket_charge_id is null or next_check_at is null);
create index charge_by_basket on charge (basket_charge_id) where basket_charge_id is not null;

-- What a bill is made of: what is charged, and what was waived and why.
create table bill_line (
  institution_id text not null,
  bill_id uuid not null,
  position smallint not null check (position between 1 and 50),
  kind text not null check (kind in ('fee', 'exemption')),
  text_ar text not null check (length(text_ar) between 1 and 200),
  text_en text not null check (length(text_en) between 1 and 200),
  amount_minor bigint not null check (amount_minor > 0),
  -- Why it was waived, and the law, decision or programme that waives it.
  reason_ar text check (length(reason_ar) between 1 and 200),
  reason_en text check (length(reason_en) between 1 and 200),
  source_ar text check (length(source_ar) between 1 and 200),
  source_en text check (length(source_en) between 1 and 200),
  primary key (institution_id, bill_id, position),
  foreign key (institution_id, bill_id) references bill,
  check ((kind = 'exemption') = (reason_ar is not null and reason_en is not null
    and source_ar is not null and source_en is not null)),
  check (kind = 'exemption' or (reason_ar is null and reason_en is null
    and source_ar is null and source_en is null))
);

-- When which part of a bill is due. Paid in their order: what was paid covers the first ones.
create table bill_instalment (
  institution_id text not null,
  bill_id uuid not null,
  position smallint not null check (position between 1 and 60),
  due_on date not null,
  amount_minor bigint not null check (amount_minor > 0),
  primary key (institution_id, bill_id, position),
  foreign key (institution_id, bill_id) references bill
);

create function bill_parts_sum_to_it() returns trigger language plpgsql as $$
declare
  total numeric;
begin
  if tg_table_name = 'bill_line' then
    select sum(case kind when 'fee' then amount_minor else -amount_minor end) into total
    from bill_line where institution_id = new.institution_id and bill_id = new.bill_id;
  else
    select sum(amount_minor) into total
    from bill_instalment where institution_id = new.institution_id and bill_id = new.bill_id;
  end if;
  if total is distinct from (select amount_minor from bill
      where institution_id = new.institution_id and id = new.bill_id) then
    raise exception 'the rows of bill % in % do not sum to its amount', new.bill_id, tg_table_name
      using errcode = 'check_violation', constraint = tg_table_name || '_sum';
  end if;
  return null;
end $$;
create constraint trigger bill_line_sum after insert or update on bill_line
  deferrable initially deferred for each row execute function bill_parts_sum_to_it();
create constraint trigger bill_instalment_sum after insert or update on bill_instalment
  deferrable initially deferred for each row execute function bill_parts_sum_to_it();

-- What a rail costs the biller, published to payers before they choose. A payer is never charged
-- for the way they choose, so there is no column for that. Without a row: nothing.
create table rail_fee (
  rail text not null check (rail in ('card', 'esadad', 'instant', 'cash')),
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  biller_fixed_minor bigint not null default 0 check (biller_fixed_minor >= 0),
  -- Hundredths of a percent of the amount.
  biller_basis_points int not null default 0 check (biller_basis_points between 0 and 1000),
  primary key (rail, currency)
);
