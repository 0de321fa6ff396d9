import { err, ok, type Result } from "@gov/kit/result.ts";
import type { IdentityDocument } from "#src/registry/civil-registry.ts";

/** Somebody being proven at a counter: one registrar has seen them, another decides. */
export type ProofingCase = Readonly<{
  id: string;
  personId: string;
  state: "proposed" | "confirmed" | "refused";
  document: IdentityDocument;
  inRegistry: boolean;
  proposedBy: string;
  proposedAt: Date;
}>;

export const refusalReasons = [
  "document-not-genuine",
  "face-differs",
  "details-differ",
  "not-here",
  "withdrawn",
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export type Decision =
  | Readonly<{ kind: "confirm" }>
  | Readonly<{ kind: "refuse"; reason: RefusalReason }>;

export type DecisionFailure = "same-registrar" | "decided-already";

/**
 * What a registrar's decision makes of a case. Nobody confirms what they proposed themselves; to
 * withdraw it they need nobody.
 */
export const decideCase = (
  { state, proposedBy }: Pick<ProofingCase, "state" | "proposedBy">,
  registrarId: string,
  decision: Decision,
): Result<"confirmed" | "refused", DecisionFailure> => {
  if (state !== "proposed") return err("decided-already");
  if (decision.kind === "refuse") return ok("refused");
  return registrarId === proposedBy ? err("same-registrar") : ok("confirmed");
};
