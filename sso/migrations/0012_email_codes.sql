-- A code may also come by e-mail, to an address that the person has proved to be theirs.
alter table sign_in drop constraint sign_in_way_check;
alter table sign_in add constraint sign_in_way_check
  check (way in ('sms', 'email', 'totp', 'recovery-code', 'passkey', 'app'));
alter table preferred_factor drop constraint preferred_factor_factor_check;
alter table preferred_factor add constraint preferred_factor_factor_check
  check (factor in ('sms', 'email', 'totp', 'passkey', 'app'));
