-- A bank may take a payment back and its notice never reach us. The hub is asked about each payment
-- an hour, a day and a week after we heard of it; null when it was asked for the last time.
alter table esadad_transaction
  add column next_inquiry_at timestamptz default now() + interval '1 hour';
update esadad_transaction set next_inquiry_at = null
  where received_at < now() - interval '7 days';
create index esadad_transaction_inquiry on esadad_transaction (next_inquiry_at)
  where status = 'settled' and next_inquiry_at is not null;
