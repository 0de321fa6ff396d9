import type { Lang, Text } from "@gov/kit/text.ts";
import type { Proofing } from "#src/proofing/proofing.ts";

/** A citizen as the sign-in knows them. */
export type Account = Readonly<{
  kind: "citizen";
  id: string;
  nationalId: string;
  name: Text;
  phone: string;
  /** ISO date. */
  dateOfBirth: string;
  language: Lang;
  status: "active" | "suspended";
  /** Nobody real: for trying services out. */
  isTest: boolean;
  /** How their identity was checked. */
  proofing: Proofing;
}>;

/** Where an employee stands: `invited` has nothing to sign in with yet, `left` no more. */
export type StaffStatus = "invited" | "active" | "suspended" | "left";

/** An employee of an institution. */
export type Staff = Readonly<{
  kind: "staff";
  id: string;
  username: string;
  name: Text;
  institution: string;
  roles: readonly string[];
  status: StaffStatus;
}>;

export type Person = Account | Staff;

/**
 * What relying parties are told; which of it is decided by the scopes they were granted. A number
 * that nobody confirmed is told to no one: whoever typed it may be somebody else.
 */
export const claimsOf = (person: Person): Record<string, unknown> => ({
  sub: person.id,
  name: person.name.ar,
  "name#en": person.name.en,
  ...(person.kind === "citizen"
    ? {
        ...(person.proofing === "pending" ? {} : { national_id: person.nationalId }),
        phone_number: person.phone,
        birthdate: person.dateOfBirth,
      }
    : { username: person.username, institution: person.institution, roles: person.roles }),
});

/** A phone number with all but its last three digits hidden. */
export const maskedPhone = (phone: string): string => `••• ••• ${phone.slice(-3)}`;
