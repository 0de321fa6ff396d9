-- Registrars see people at a counter and prove who they are; operators run the sign-in itself:
-- they review relying parties, suspend accounts and read the audit.
alter table staff drop constraint staff_roles_check;
alter table staff add constraint staff_roles_check check (
  roles <@ array['officer', 'supervisor', 'administrator', 'agent', 'registrar', 'operator']
  and cardinality(roles) > 0);
