-- Whose each piece of the engine's state is, so that all of a person's can be found and ended.
alter table oidc_entity add column account_id text, add column client_id text,
  add column session_uid text;
create index oidc_entity_account on oidc_entity (account_id) where account_id is not null;
create index oidc_entity_session on oidc_entity (session_uid) where session_uid is not null;

-- Rows of before: json may hold what cannot be taken apart; such a row ends by its own time.
do $$
declare
  entity record;
begin
  for entity in select model, id_hash, payload from oidc_entity loop
    begin
      update oidc_entity set account_id = entity.payload ->> 'accountId',
        client_id = entity.payload ->> 'clientId', session_uid = entity.payload ->> 'sessionUid'
      where model = entity.model and id_hash = entity.id_hash;
    exception when untranslatable_character or invalid_text_representation then null;
    end;
  end loop;
end $$;

-- A person's sessions as they see them; the engine's own row comes and goes by its `uid`. An
-- ended session stays ended: a request under way cannot bring it back.
create table person_session (
  uid text primary key,
  person_id uuid not null,
  address inet,
  user_agent text,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by text check (ended_by in ('sign-out', 'person', 'protection', 'operator'))
);
create index person_session_person on person_session (person_id, started_at desc);
create index person_session_seen on person_session (seen_at);

-- Browsers that a person signed in with. A forgotten one counts as new again.
create table known_device (
  person_id uuid not null,
  device_id text not null,
  address inet,
  user_agent text,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  forgotten_at timestamptz,
  primary key (person_id, device_id)
);
create index known_device_id on known_device (device_id) where forgotten_at is not null;

-- Which services a session was used for, and which of them confirmed that they ended it too.
create table sign_out (
  session_uid text primary key,
  person_id uuid not null,
  at timestamptz not null default now()
);
create index sign_out_at on sign_out (at);
create table sign_out_service (
  session_uid text not null references sign_out on delete cascade,
  client_id text not null,
  sid text,
  -- `silent`: it has no address at which it could be told.
  state text not null check (state in ('waiting', 'confirmed', 'given-up', 'silent')),
  attempts int not null default 0,
  last_error text,
  updated_at timestamptz not null default now(),
  primary key (session_uid, client_id)
);
