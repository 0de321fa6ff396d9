import type { WireMoney } from "./basic-schema.ts";
import type { Text } from "@gov/kit/text.ts";

/**
 * A value as JSON carries it. Dates are `2026-11-24`, whole numbers are numbers, money is
 * `{amountMinor: "31200", currency: "ILS"}`, a label is `{ar, en}`; null means not known.
 */
export type WireScalar = string | number | boolean | WireMoney | Text | WireAddress | null;

/** A governorate by its ISO 3166-2:PS code (`RBH`), the town or village, and what is nearer. */
export type WireAddress = Readonly<{ governorate: string; locality: string; street: string }>;

/** A file the person gave: where it is kept, what they called it, what it was found to be. */
export type WireFile = Readonly<{ id: string; name: string; mediaType: string; sizeBytes: number }>;

/** One entry of a repeatable group: its answers by field code. */
export type WireEntry = Readonly<Record<string, WireScalar>>;

/** A group's answer is its entries, a file field's its files. */
export type WireValue = WireScalar | readonly WireEntry[] | readonly WireFile[];

/** Values by name: `plate` for an answer, `vehicle.engineCc` for a fact. */
export type WireValues = Readonly<Record<string, WireValue>>;

/** What is known about one application. */
export type CaseData = Readonly<{
  /** By field code, as `validatePage` gave them. */
  answers: WireValues;
  /**
   * By fact name, as `readBinding` gave them, and the built-in ones that the caller fills:
   * `applicant.nationalId`, `applicant.name` (label), `applicant.phone`,
   * `applicant.dateOfBirth`, `case.reference`, `case.issuedOn`, `fee.total` (money).
   */
  facts: WireValues;
  /** The ISO date in the country. */
  today: string;
}>;
