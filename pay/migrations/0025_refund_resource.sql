-- One refund, one id, whoever set it going: a biller's order, or money beyond what was due. What a
-- rail is asked for an order (reason byBiller) is a part of that order and no refund of its own.
alter table refund add column id uuid not null default uuidv7();
create unique index refund_by_id on refund (id);
create index refund_surplus_newest on refund (created_at desc, id desc) where reason <> 'byBiller';
create index refund_order_newest_of_all on refund_order (requested_at desc, id desc);

create view payer_refund as
select o.institution_id, o.id, o.payment_id, o.bill_id, o.charge_id, o.reason, o.note,
  o.amount_minor, o.currency, o.status, o.requested_by_kind, o.requested_by, o.requested_at,
  o.decided_at, o.decision_note, o.returned_at
from refund_order o
union all
select r.institution_id, r.id, null, c.bill_id, r.charge_id, r.reason, null,
  r.amount_minor, r.currency, r.status, 'gateway', null, r.created_at, null, null, r.returned_at
from refund r join charge c on c.institution_id = r.institution_id and c.id = r.charge_id
where r.reason <> 'byBiller';
