create table bill (
  institution_id text not null,
  id uuid not null default uuidv7(),
  biller_code text not null,
  client_id text not null check (length(client_id) between 1 and 128),
  reference text not null check (length(reference) between 1 and 64),
  billing_number text not null check (billing_number ~ '^[1-9][0-9]{14}$'),
  description_ar text not null check (length(description_ar) between 1 and 200),
  description_en text not null check (length(description_en) between 1 and 200),
  amount_minor bigint not null check (amount_minor between 1 and 999999999999999),
  currency text not null check (currency in ('ILS', 'USD', 'JOD')),
  service_type text,
  payer_national_id text check (payer_national_id ~ '^[0-9]{9}$'),
  payer_name text check (length(payer_name) between 1 and 120),
  payer_phone text check (length(payer_phone) between 7 and 20),
  due_at timestamptz,
  return_url text check (length(return_url) <= 2000),
  status text not null default 'open' check (status in ('open', 'claimed', 'paid', 'cancelled')),
  -- The claim: the one attempt, over whichever rail, that may be paying this bill now.
  claimed_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  paid_at timestamptz,
  cancelled_at timestamptz,
  primary key (institution_id, id),
  unique (institution_id, billing_number),
  unique (institution_id, biller_code, reference),
  unique (institution_id, id, amount_minor, currency),
  foreign key (institution_id, biller_code) references biller,
  check ((status in ('claimed', 'paid')) = (claimed_by is not null)),
  check ((status = 'paid') = (paid_at is not null)),
  check ((status = 'cancelled') = (cancelled_at is not null))
);
create index bill_by_id on bill (id);
create index bill_by_reference on bill (client_id, reference);

-- Who gets which part of a bill; without rows its own biller gets all.
create table bill_split (
  institution_id text not null,
  bill_id uuid not null,
  position smallint not null check (position between 1 and 20),
  biller_code text not null references biller (code),
  amount_minor bigint not null check (amount_minor > 0),
  primary key (institution_id, bill_id, position),
  unique (institution_id, bill_id, biller_code),
  foreign key (institution_id, bill_id) references bill
);

create function bill_split_sums_to_its_bill() returns trigger language plpgsql as $$
begin
  if (select sum(amount_minor) from bill_split
      where institution_id = new.institution_id and bill_id = new.bill_id)
     is distinct from
     (select amount_minor from bill
      where institution_id = new.institution_id and id = new.bill_id) then
    raise exception 'the parts of bill % do not sum to its amount', new.bill_id
      using errcode = 'check_violation', constraint = 'bill_split_sum';
  end if;
  return null;
end $$;

create constraint trigger bill_split_sum after insert or update on bill_split
  deferrable initially deferred for each row execute function bill_split_sums_to_its_bill();
