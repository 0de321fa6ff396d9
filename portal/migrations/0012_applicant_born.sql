-- The applicant's date of birth, as text so that no time zone moves it.
alter table government_case add column applicant_born text
  check (applicant_born ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$');
