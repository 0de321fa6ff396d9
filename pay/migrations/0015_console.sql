-- Who did what at the console; only ever added to.
create table desk_action (
  institution_id text not null,
  id uuid not null default uuidv7(),
  username text not null check (length(username) between 1 and 128),
  action text not null check (length(action) between 1 and 40),
  subject text not null check (length(subject) between 1 and 128),
  at timestamptz not null default now(),
  primary key (institution_id, id)
);
create index desk_action_by_subject on desk_action (institution_id, subject, at);
-- A bill is made, and cancelled, once.
create unique index desk_action_once on desk_action (institution_id, subject, action)
  where action in ('billMade', 'billCancelled');
create function desk_action_stays() returns trigger language plpgsql as $$
begin
  raise exception 'what was done at the console stays noted' using errcode = 'restrict_violation';
end $$;
create trigger desk_action_immutable before update or delete on desk_action
  for each row execute function desk_action_stays();

-- The lists of the console, newest first, page by page.
create index bill_newest on bill (institution_id, created_at desc, id desc);
create index payment_newest on payment (institution_id, paid_at desc, id desc);
create index bill_newest_of_all on bill (created_at desc, id desc);
create index payment_newest_of_all on payment (paid_at desc, id desc);
create index bill_by_biller_reference on bill (reference);
