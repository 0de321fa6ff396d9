import type { Lang, Text } from "@gov/kit/text.ts";

/** A citizen as the sign-in knows them. */
export type Account = Readonly<{
  kind: "citizen";
  id: string;
  nationalId: string;
  name: Text;
  phone: string;
  language: Lang;
  status: "active" | "suspended";
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

/** What relying parties are told; which of it is decided by the scopes they were granted. */
export const claimsOf = (person: Person): Record<string, unknown> => ({
  sub: person.id,
  name: person.name.ar,
  "name#en": person.name.en,
  ...(person.kind === "citizen"
    ? { national_id: person.nationalId, phone_number: person.phone }
    : { username: person.username, institution: person.institution, roles: person.roles }),
});

/** A phone number with all but its last three digits hidden. */
export const maskedPhone = (phone: string): string => `••• ••• ${phone.slice(-3)}`;
