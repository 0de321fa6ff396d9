import type { CitizenSession } from "#src/session/citizen-session-queries.ts";
import type { Standing } from "./standing.ts";

/** A proof older than this is asked for anew. */
const proofMs = 10 * 60_000;

/** Whether a declaration among the questions asked wants its maker to prove anew who they are. */
export const needsProof = ({ pages }: Pick<Standing, "pages">): boolean =>
  pages.some(({ fields }) =>
    fields.some(({ field }) => field.kind === "declaration" && field.stepUp === true),
  );

/** Whether this person has proved it lately enough. */
export const isProved = ({ provedAt }: CitizenSession, now: Date): boolean =>
  provedAt !== undefined && now.getTime() - provedAt < proofMs;
