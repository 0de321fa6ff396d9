-- Why an account is suspended, and who may let it work again. `protection`: its person said that
-- somebody else was in it; two operators together lift that. `proofing`: until the person has
-- proved who they are anew. `intervention`: an operator's own decision.
create table suspension (
  id uuid primary key default uuidv7(),
  person_id uuid not null,
  kind text not null check (kind in ('protection', 'intervention', 'proofing')),
  began_at timestamptz not null default now(),
  began_by text,
  reason text check (length(reason) <= 500),
  lift_asked_at timestamptz,
  lift_asked_by text,
  lift_reason text check (length(lift_reason) <= 500),
  lifted_at timestamptz,
  lifted_by text,
  check ((lift_asked_at is null) = (lift_asked_by is null)),
  -- Whoever asked does not also decide.
  check (kind = 'intervention' or lifted_by is null or lifted_by <> lift_asked_by)
);
create unique index suspension_open on suspension (person_id) where lifted_at is null;
create index suspension_asked on suspension (lift_asked_at)
  where lift_asked_at is not null and lifted_at is null;
create index suspension_person on suspension (person_id, began_at desc);
