-- A signing key's private part is either here, encrypted, or in a hardware token (PKCS#11), which
-- never gives it out: then only its public part is known. The token finds the key by `kid`.
alter table signing_key alter column private_jwk drop not null;
alter table signing_key add column public_jwk jsonb;
alter table signing_key add constraint signing_key_one_place
  check (num_nonnulls(private_jwk, public_jwk) = 1);
