/**
 * What an employee may be. Officers, supervisors and administrators work in their institution;
 * designers write its services, and review what another has written; agents collect cash;
 * registrars prove people's identity at a counter; operators run the sign-in itself: relying
 * parties, interventions, audit.
 */
export const staffRoles = [
  "officer",
  "supervisor",
  "administrator",
  "designer",
  "agent",
  "registrar",
  "operator",
] as const;

export type StaffRole = (typeof staffRoles)[number];
