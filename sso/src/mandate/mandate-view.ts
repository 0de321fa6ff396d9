import type { ShownMandate } from "./mandate-list-queries.ts";
import { nextState, type MandateEvent, type Side } from "./mandate.ts";

export type OwnSide = "represented" | "representative";

type Viewer = Readonly<{ id: string; nationalId: string; representsIt: boolean }>;

/** On which side of a mandate a person stands; undefined when it is none of theirs. */
export const sideOf = (
  mandate: Pick<ShownMandate, "kind" | "representativeId" | "representedNumber">,
  viewer: Viewer,
): OwnSide | undefined => {
  if (mandate.representativeId === viewer.id) return "representative";
  if (mandate.kind === "company") return viewer.representsIt ? "represented" : undefined;
  return mandate.representedNumber === viewer.nationalId ? "represented" : undefined;
};

/** The steps that people take on their pages; the others come from registries and the calendar. */
export const ownSteps = [
  "accept",
  "decline",
  "withdraw",
  "revoke",
  "reconsider",
  "resume",
] as const satisfies readonly MandateEvent[];
export type OwnStep = (typeof ownSteps)[number];

/** What this side can do with the mandate now. */
export const stepsFor = (mandate: ShownMandate, side: Side, now: Date): OwnStep[] =>
  ownSteps.filter((step) => nextState(mandate, step, side, now).ok);

/** Steps that open something ask for a recent sign-in; those that close it are always open. */
export const needsRecentSignIn = (step: OwnStep): boolean =>
  step === "accept" || step === "reconsider" || step === "resume";

const masked = (name: string): string => {
  const [first = "", ...others] = name.trim().split(/\s+/);
  const last = others.at(-1);
  return last === undefined ? first : `${first} ${[...last][0] ?? ""}.`;
};

/** Enough of a name to tell a mistyped number, not more: `Amal H.` */
export const maskedName = ({ ar, en }: ShownMandate["representativeName"]) => ({
  ar: masked(ar),
  en: masked(en),
});
