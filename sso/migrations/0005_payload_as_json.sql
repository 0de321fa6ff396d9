-- A relying party may send any text as `state` or `nonce`, a zero character too, which jsonb
-- cannot hold and json can. Nothing looks inside.
alter table oidc_entity alter column payload type json;
