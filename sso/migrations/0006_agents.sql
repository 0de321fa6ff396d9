-- People at payment companies' agents sign in like an institution's staff, with a role of theirs.
alter table staff drop constraint staff_roles_check;
alter table staff add constraint staff_roles_check check (
  roles <@ array['officer', 'supervisor', 'administrator', 'agent'] and cardinality(roles) > 0);
