import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import type { Officer } from "#src/case/case.ts";

/** `code` is the service's, `institution/service`. */
export type DraftKey = Readonly<{ institution: string; code: string }>;

export const draftStates = ["editing", "inReview", "approved"] as const;
export type DraftState = (typeof draftStates)[number];

/** The next version of a service while it is written. */
export type Draft = DraftKey &
  Readonly<{
    definition: DraftDefinition;
    /** Grows with each change; who saves names the one that they saw. */
    revision: number;
    /** The version that it changes; none for a new service. */
    basedOn: number | undefined;
    state: DraftState;
    begunBy: string;
    editedBy: string;
    editedAt: Date;
    submittedBy?: string;
    submittedAt?: Date;
    approvedBy?: string;
    approvedAt?: Date;
    /** When the system publishes it, where somebody has set a time. */
    publishAt?: Date;
  }>;

export const draftActs = [
  "edit",
  "submit",
  "withdraw",
  "return",
  "approve",
  "schedule",
  "unschedule",
  "publish",
  "discard",
] as const;
export type DraftAct = (typeof draftActs)[number];

/** Every legal step, one line a state; what ends a draft leads to `gone`. */
const steps: Readonly<
  Record<DraftState, Readonly<Partial<Record<DraftAct, DraftState | "gone">>>>
> = {
  editing: { edit: "editing", submit: "inReview", discard: "gone" },
  inReview: { withdraw: "editing", return: "editing", approve: "approved" },
  approved: {
    withdraw: "editing",
    return: "editing",
    schedule: "approved",
    unschedule: "approved",
    publish: "gone",
  },
};

/** What takes a second pair of eyes. */
const secondPersonActs: readonly DraftAct[] = ["approve", "schedule", "publish"];

/** Why nothing was done; nothing has changed then. */
export type DraftError =
  /** Somebody changed it since it was seen. */
  | "stale"
  | "notFound"
  /** It is under review or approved: take it back first. */
  | "locked"
  /** Not of the language's structure, or larger than allowed. */
  | "malformed";

export type ActError = "stale" | "notFound" | "notNow" | "ownWork";

/** Where an act leads, or why this officer cannot take it now. */
export const nextDraftState = (
  draft: Pick<Draft, "state" | "editedBy" | "submittedBy">,
  act: DraftAct,
  officer: Pick<Officer, "username">,
): Result<DraftState | "gone", "notNow" | "ownWork"> => {
  const to = steps[draft.state][act];
  if (to === undefined) return err("notNow");
  const own = officer.username === draft.editedBy || officer.username === draft.submittedBy;
  return own && secondPersonActs.includes(act) ? err("ownWork") : ok(to);
};

/** One step in a draft's life, for those who want to know who did what. */
export type DraftStep = Readonly<{
  revision: number;
  what: Text;
  by: Readonly<{ username: string; name: Text }>;
  at: Date;
}>;

/** `transport/vehicle-licence` apart: the parts of its address. */
export const draftKey = (institution: string, service: string): DraftKey => ({
  institution,
  code: `${institution}/${service}`,
});
