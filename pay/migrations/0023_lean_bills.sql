-- Every index is paid for by each bill of a file. No key refers to the first any more, and the
-- second is found as well by the reference alone.
alter table bill drop constraint bill_institution_id_id_amount_minor_currency_key;
drop index bill_by_reference;
