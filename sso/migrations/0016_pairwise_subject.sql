-- The `sub` of a person towards one sector of relying parties, for clients registered as pairwise.
-- Random, so that nothing can be computed back, and kept, so that no change of keys changes it.
create table pairwise_subject (
  person_id uuid not null,
  sector text not null check (length(sector) between 1 and 500),
  subject text not null unique check (subject ~ '^[A-Za-z0-9_-]{32}$'),
  created_at timestamptz not null default now(),
  primary key (person_id, sector)
);
