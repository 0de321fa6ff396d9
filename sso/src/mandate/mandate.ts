import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";

export const mandateKinds = ["company", "child", "attorney"] as const;
export type MandateKind = (typeof mandateKinds)[number];

export type MandateRole =
  | "generalManager"
  | "authorisedSignatory"
  | "father"
  | "mother"
  | "attorney";

export type MandateState = "proposed" | "active" | "revoked" | "expired" | "declined";

/** Who moves a mandate: its two sides, the registry it follows, the calendar. */
export type Side = "represented" | "representative" | "registry" | "clock";

/** A right to act for someone else: who, for whom, in which role, where and for how long. */
export type Mandate = Readonly<{
  id: string;
  kind: MandateKind;
  representativeId: string;
  /** National identity number, or a company's registration number. */
  representedNumber: string;
  representedName: Text;
  role: MandateRole;
  /** Clients at which it may be used; null for every client that takes its kind. */
  services: readonly string[] | null;
  state: MandateState;
  validFrom: Date;
  validUntil: Date | null;
  answerUntil: Date | null;
  checkedAt: Date | null;
  endedBy: "represented" | "representative" | null;
}>;

export type MandateEvent =
  | "propose"
  | "recognise"
  | "accept"
  | "decline"
  | "withdraw"
  | "revoke"
  | "expire"
  | "lapse"
  | "reconsider"
  | "resume";

type Transition = Readonly<{
  from: MandateState | "none";
  event: MandateEvent;
  to: MandateState;
  kinds: readonly MandateKind[];
  by: readonly Side[];
}>;

const row = (
  from: Transition["from"],
  event: MandateEvent,
  to: MandateState,
  kinds: readonly MandateKind[],
  by: readonly Side[],
): Transition => ({ from, event, to, kinds, by });

const registered = ["company", "child"] as const;

/** Every legal step of a mandate, one a line. */
export const mandateTransitions: readonly Transition[] = [
  row("none", "propose", "proposed", ["attorney"], ["represented"]),
  row("proposed", "accept", "active", ["attorney"], ["representative"]),
  row("proposed", "decline", "declined", ["attorney"], ["representative"]),
  row("proposed", "withdraw", "revoked", ["attorney"], ["represented"]),
  row("proposed", "expire", "expired", ["attorney"], ["clock"]),
  row("none", "recognise", "active", registered, ["registry"]),
  row("active", "revoke", "revoked", ["attorney", "company"], ["represented", "representative"]),
  row("active", "revoke", "revoked", ["child"], ["representative"]),
  row("active", "expire", "expired", ["attorney", "child"], ["clock"]),
  row("active", "lapse", "expired", registered, ["registry"]),
  // Corrections: a "no" thought over, a registry that says so again, a stop taken back by whoever
  // made it. A power of attorney that was revoked stays revoked: another can be given.
  row("declined", "reconsider", "proposed", ["attorney"], ["representative"]),
  row("expired", "recognise", "active", registered, ["registry"]),
  row("revoked", "resume", "active", registered, ["represented", "representative"]),
];

export type StepFailure = "not-possible" | "not-yours" | "too-late";

type Standing = Pick<Mandate, "kind" | "endedBy" | "validUntil" | "answerUntil"> &
  Readonly<{ state: MandateState | "none" }>;

const isOver = (limit: Date | null, now: Date): boolean => limit !== null && limit <= now;

const reopens: readonly MandateEvent[] = ["accept", "reconsider", "resume", "recognise"];

/** Where an event leads, or why it may not happen now. Decides nothing about the person behind it. */
export const nextState = (
  mandate: Standing,
  event: MandateEvent,
  side: Side,
  now: Date,
): Result<MandateState, StepFailure> => {
  const legal = mandateTransitions.filter(
    (one) => one.from === mandate.state && one.event === event && one.kinds.includes(mandate.kind),
  );
  const found = legal.find((one) => one.by.includes(side));
  if (!found) return err(legal.length === 0 ? "not-possible" : "not-yours");
  if (event === "resume" && mandate.endedBy !== side) return err("not-yours");
  const late =
    isOver(mandate.validUntil, now) ||
    (["accept", "reconsider"].includes(event) && isOver(mandate.answerUntil, now));
  if (late && reopens.includes(event)) return err("too-late");
  return ok(found.to);
};

/** A mandate that follows a registry counts this long after the registry last confirmed it. */
export const confirmedForMs = 3 * 86_400_000;

/** True while a token may be given under it: active, within its days, confirmed lately. */
export const givesToken = (
  mandate: Pick<Mandate, "kind" | "state" | "validFrom" | "validUntil" | "checkedAt">,
  now: Date,
): boolean =>
  mandate.state === "active" &&
  mandate.validFrom <= now &&
  !isOver(mandate.validUntil, now) &&
  (mandate.kind === "attorney" ||
    (mandate.checkedAt !== null && now.getTime() - mandate.checkedAt.getTime() < confirmedForMs));

/** What a client says about representation when it registers. */
export type RepresentationAt = Readonly<{ clientId: string; kinds: readonly MandateKind[] }>;

/** True when the person may act under it at this client now. */
export const mayActAt = (mandate: Mandate, at: RepresentationAt, now: Date): boolean =>
  givesToken(mandate, now) &&
  at.kinds.includes(mandate.kind) &&
  (mandate.services === null || mandate.services.includes(at.clientId));

/** True when the calendar has ended it and nobody has written that down yet. */
export const isDue = (mandate: Mandate, now: Date): boolean =>
  nextState(mandate, "expire", "clock", now).ok &&
  (isOver(mandate.validUntil, now) ||
    (mandate.state === "proposed" && isOver(mandate.answerUntil, now)));

/** What relying parties are told: who acts, and for whom. */
export const representationClaims = (
  mandate: Mandate,
  actor: Readonly<{ sub: string; name: Text }>,
): Record<string, unknown> => ({
  act: { sub: actor.sub, name: actor.name.ar, "name#en": actor.name.en },
  representee: {
    kind: mandate.kind === "attorney" ? "person" : mandate.kind,
    id: mandate.representedNumber,
    name: mandate.representedName.ar,
    "name#en": mandate.representedName.en,
    role: mandate.role,
    mandate: mandate.id,
  },
});
