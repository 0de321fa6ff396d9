-- A case's fee in its parts: who was let off what, whose money it is, and when it falls due.
alter table government_case
  add column fee_exemptions jsonb not null default '[]',
  add column fee_splits jsonb not null default '[]',
  add column fee_instalments jsonb not null default '[]',
  add column paid_minor bigint not null default 0 check (paid_minor >= 0);
update government_case set paid_minor = fee_minor where paid_at is not null and fee_minor is not null;
