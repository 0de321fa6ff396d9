-- Designers write their institution's services, and review what a colleague has written.
alter table staff drop constraint staff_roles_check;
alter table staff add constraint staff_roles_check check (
  roles <@ array[
    'officer', 'supervisor', 'administrator', 'designer', 'agent', 'registrar', 'operator']);
alter table institution drop constraint institution_roles_check;
alter table institution add constraint institution_roles_check check (
  roles <@ array[
    'officer', 'supervisor', 'administrator', 'designer', 'agent', 'registrar', 'operator']
  and cardinality(roles) > 0);
