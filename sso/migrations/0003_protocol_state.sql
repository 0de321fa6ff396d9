-- What the OpenID engine keeps: sessions, interactions, grants, codes, refresh tokens. Only the
-- hash of an identifier is stored, so that the table alone opens nothing. Rows are short-lived
-- and found by key: the table can be spread over machines by `id_hash`.
create table oidc_entity (
  model text not null,
  id_hash bytea not null,
  payload jsonb not null,
  grant_id text,
  user_code text,
  uid text,
  expires_at timestamptz,
  consumed_at timestamptz,
  primary key (model, id_hash)
) with (fillfactor = 80);
create unique index oidc_entity_session_uid on oidc_entity (uid) where model = 'Session';
create unique index oidc_entity_user_code on oidc_entity (user_code) where user_code is not null;
create index oidc_entity_grant on oidc_entity (grant_id) where grant_id is not null;
create index oidc_entity_expiry on oidc_entity (expires_at) where expires_at is not null;
