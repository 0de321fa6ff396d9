-- How much a bucket holds, so that one statement fills all that a try counts against. Rows from
-- before are refreshed when they are filled again.
alter table throttle add column capacity double precision not null default 0;
