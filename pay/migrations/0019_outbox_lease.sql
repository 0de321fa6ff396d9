-- Work is leased while it is done, so that a slow receiver holds no connection: `lease` is the
-- worker's own, and what was leased by a worker that died is due again at `leased_until`.
alter table outbox
  add column lease uuid,
  add column leased_until timestamptz,
  add constraint outbox_lease check ((lease is null) = (leased_until is null));
