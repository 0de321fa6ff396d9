import type { Text } from "@gov/kit/text.ts";

/** One time somebody's data was asked for, as that person sees it. */
export type Usage = Readonly<{
  at: string;
  institution: Text;
  system: Text;
  /** The official who asked, where a person did; `null` when the person themself or a system. */
  officer: string | null;
  purpose: Text;
  legalBasis: string;
  caseReference: string | null;
  service: string;
  fields: readonly string[];
  /** Whether the source answered with the data. */
  answered: boolean;
}>;

/** The official's user name from an X-Road user id, if the user is an official. */
export const officerOf = (userId: string | null): string | null =>
  userId?.startsWith("PS-STAFF:") ? userId.slice("PS-STAFF:".length) : null;
