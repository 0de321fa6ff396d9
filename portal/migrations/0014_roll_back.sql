-- An earlier version that a designer wants published anew, until a second one agrees: one a service.
create table service_roll_back (
  institution text not null check (institution ~ '^[a-z][a-z0-9-]{0,59}$'),
  service_code text not null check (split_part(service_code, '/', 1) = institution),
  restores int not null,
  -- The newest version when it was asked: the difference that the second person agrees to.
  against int not null check (against > restores),
  asked_by text not null,
  asked_by_name jsonb not null check (asked_by_name ? 'ar' and asked_by_name ? 'en'),
  asked_at timestamptz not null default now(),
  words text not null check (length(words) between 1 and 2000),
  primary key (institution, service_code),
  foreign key (service_code, restores) references service_version (service_code, version),
  foreign key (service_code, against) references service_version (service_code, version)
);

-- Who asked for it. What was published anew before two people were needed stays as it is.
alter table service_version add column asked_by text;
alter table service_version add constraint service_version_four_eyes
  check (restores is null or (asked_by is not null and asked_by <> published_by)) not valid;
