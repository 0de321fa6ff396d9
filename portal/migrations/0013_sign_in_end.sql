-- The sign-in that a session comes from, so that it ends when the sign-in service says so. What
-- began before has none, and ends by its own time.
alter table session add column client_id text, add column sub text, add column sid text;
create index session_sid on session (sid) where sid is not null;
create index session_sub on session (sub) where sub is not null;

-- Logout tokens that were obeyed: none is taken twice, and a sign-in that ended while its person
-- was on the way back starts no session.
create table logout_token (
  jti text primary key check (length(jti) between 1 and 255),
  client_ids text[] not null,
  sub text,
  sid text,
  issued_at timestamptz not null,
  taken_at timestamptz not null default now(),
  check (sub is not null or sid is not null)
);
create index logout_token_taken_at on logout_token (taken_at);
create index logout_token_sid on logout_token (sid) where sid is not null;
create index logout_token_sub on logout_token (sub) where sid is null;
