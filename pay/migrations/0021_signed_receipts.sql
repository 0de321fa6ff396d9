-- A receipt is signed when it is issued: what its QR code carries (COSE_Sign1), in the transaction
-- of its payment. Null for those issued before, and for test bills: a signed paper about no money
-- would be a forger's gift.
alter table receipt add column cose bytea check (length(cose) between 64 and 2000);
-- The same as payment_newest_of_all.
drop index payment_by_paid_at;
