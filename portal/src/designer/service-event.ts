import type { Text } from "@gov/kit/text.ts";

/** What may happen to a service besides editing, which has its own history. */
export const serviceActs = [
  "begun",
  "submitted",
  "withdrawn",
  "returned",
  "approved",
  "scheduled",
  "unscheduled",
  "published",
  "publishFailed",
  "rollBackAsked",
  "rollBackWithdrawn",
  "rollBackDeclined",
  "rolledBack",
  "discarded",
  "imported",
  "dryRun",
] as const;
export type ServiceAct = (typeof serviceActs)[number];

/** One entry of a service's audit. */
export type ServiceEvent = Readonly<{
  seq: number;
  act: ServiceAct;
  revision?: number;
  version?: number;
  /** Nobody where the system acted at a time that somebody had set. */
  by?: Readonly<{ username: string; name: Text }>;
  words?: string;
  data: Readonly<Record<string, unknown>>;
  at: Date;
}>;
