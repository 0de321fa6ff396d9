import type { Text } from "@gov/kit/text.ts";

/** A draft tried over past cases. */
export type DryRun = Readonly<{
  institution: string;
  id: string;
  code: string;
  revision: number;
  baseVersion: number;
  askedAt: Date;
  total: number;
  lookedAt: number;
  changed: number;
  finishedAt: Date | undefined;
}>;

/** One case for which something would have been different. */
export type DryRunChange = Readonly<{
  seq: number;
  reference: string;
  differences: readonly Readonly<{ kind: string; before: Text; after: Text }>[];
}>;

/** The newest cases of a service that a draft is tried over, at most. */
export const mostCases = 10_000;
/** How many are judged before progress is told. */
export const casesAtOnce = 250;
/** How many changed cases stand on a page of the result. */
export const changesOnPage = 100;
