-- The order in which versions were published, by which every process learns of new ones; who
-- published them, and whether they came with the system's own files or from a designer.
alter table service_version
  add column publication bigint generated always as identity,
  add column source text not null default 'file' check (source in ('file', 'designer')),
  add column published_by text,
  -- The earlier version that was published anew.
  add column restores int check (restores < version),
  add constraint service_version_publisher check ((source = 'designer') = (published_by is not null)),
  add constraint service_version_restores check (restores is null or source = 'designer');
create unique index service_version_publication on service_version (publication);
create index service_version_prefix on service_version ((definition ->> 'referencePrefix'));
create trigger service_version_is_not_emptied before truncate on service_version
  for each statement execute function forbid_change();

-- The next version of a service while it is written: one a service.
create table service_draft (
  institution text not null check (institution ~ '^[a-z][a-z0-9-]{0,59}$'),
  service_code text not null check (service_code ~ '^[a-z][a-z0-9-]{0,59}/[a-z][a-z0-9-]{0,59}$'),
  -- Grows with each change, undoing included: who saves names the one that they saw.
  revision int not null check (revision > 0),
  definition jsonb not null check (length(definition::text) <= 2000000),
  -- The version that it changes: the newest when it was begun or sent for review.
  based_on int,
  state text not null default 'editing' check (state in ('editing', 'inReview', 'approved')),
  begun_by text not null,
  begun_at timestamptz not null default now(),
  edited_by text not null,
  edited_at timestamptz not null default now(),
  submitted_by text,
  submitted_at timestamptz,
  approved_by text,
  approved_at timestamptz,
  publish_at timestamptz,
  primary key (institution, service_code),
  check (split_part(service_code, '/', 1) = institution),
  check (definition ->> 'code' = service_code and definition ->> 'institution' = institution),
  check ((state = 'editing') = (submitted_by is null)),
  check ((submitted_by is null) = (submitted_at is null)),
  check ((state = 'approved') = (approved_by is not null)),
  check ((approved_by is null) = (approved_at is null)),
  -- The last word on four eyes.
  check (approved_by is null or approved_by not in (edited_by, submitted_by)),
  check (publish_at is null or state = 'approved')
);
create index service_draft_due on service_draft (publish_at) where publish_at is not null;

-- Every step of every draft, with who took it; undoing is a step too.
create table draft_revision (
  institution text not null,
  service_code text not null,
  revision int not null check (revision > 0),
  -- Whose definition it has: its own, or that of the earlier step it went back or forward to.
  stands_for int not null check (stands_for <= revision),
  -- The step that it changed; none where a draft begins.
  follows int check (follows < revision),
  definition jsonb,
  what jsonb not null check (what ? 'ar' and what ? 'en'),
  by_username text not null,
  by_name jsonb not null check (by_name ? 'ar' and by_name ? 'en'),
  at timestamptz not null default now(),
  primary key (institution, service_code, revision),
  check ((definition is null) = (stands_for <> revision))
);
create index draft_revision_following on draft_revision (institution, service_code, follows)
  where definition is not null;
create trigger draft_revision_is_kept before update or delete on draft_revision
  for each row execute function forbid_change();
create trigger draft_revision_is_not_emptied before truncate on draft_revision
  for each statement execute function forbid_change();

-- Who began, sent, returned, approved, published or discarded what, and their words.
create table service_event (
  institution text not null,
  service_code text not null,
  seq int not null check (seq > 0),
  act text not null,
  -- The draft's step or the version that it is about.
  revision int,
  version int,
  -- Nobody where the system acted at a time that somebody had set.
  by_username text,
  by_name jsonb,
  words text check (length(words) <= 2000),
  data jsonb not null default '{}',
  at timestamptz not null default now(),
  primary key (institution, service_code, seq),
  check ((by_username is null) = (by_name is null))
);
create trigger service_event_is_kept before update or delete on service_event
  for each row execute function forbid_change();
create trigger service_event_is_not_emptied before truncate on service_event
  for each statement execute function forbid_change();
