import type { Requirement } from "./acr.ts";
import { assuranceOf, factorOf, reachOf, ways } from "./factor.ts";
import type { Factor, Level, Means, Way } from "./factor.ts";

/** Where a sign-in goes from here. */
export type NextStep =
  | Readonly<{ kind: "complete"; level: Level }>
  /** These ways lead on, the best first. */
  | Readonly<{ kind: "second"; ways: readonly [Way, ...Way[]] }>
  /** Nothing was proven yet. */
  | Readonly<{ kind: "first" }>
  /** No second step is set up. */
  | Readonly<{ kind: "no-way" }>
  /** The person cannot reach what the service needs, and why. */
  | Readonly<{ kind: "unmet"; lacks: "passkey" | "counter" | "nothing-does" }>;

const lacking = (means: Means, minimum: number): "passkey" | "counter" | "nothing-does" => {
  if (minimum > 3) return "nothing-does";
  return means.provenAtCounter ? "passkey" : "counter";
};

const proving = (way: Way): Factor => (way === "passkey" ? "passkey" : factorOf(way));

/**
 * Decides how a sign-in goes on from what was proven. It is complete when the least that the
 * request takes is reached; a wish for more puts the way that leads there first.
 */
export const nextStep = (
  input: Readonly<{
    means: Means;
    proven: readonly Factor[];
    requirement: Pick<Requirement, "minimum" | "preferred"> &
      Partial<Pick<Requirement, "required">>;
    /** The way the person likes best. */
    preferredWay?: Way | undefined;
  }>,
): NextStep => {
  const { means, proven, requirement, preferredWay } = input;
  const { minimum, preferred, required = 1 } = requirement;
  if (means.unconfirmed && required > 1) return { kind: "unmet", lacks: "counter" };
  const level = assuranceOf(means, proven);
  if (level !== undefined && level >= minimum) return { kind: "complete", level };
  const reach = reachOf(means);
  if (reach !== undefined && reach < minimum) {
    return { kind: "unmet", lacks: lacking(means, minimum) };
  }
  if (level === undefined) return { kind: "first" };
  const levelWith = (way: Way): number => assuranceOf(means, [...proven, proving(way)]) ?? 0;
  const rank = (way: Way): number[] => [
    levelWith(way) >= preferred ? 0 : 1,
    way === preferredWay ? 0 : 1,
    ways.indexOf(way),
  ];
  const leading = means.ways
    .filter((way) => levelWith(way) >= minimum)
    .toSorted((a, b) => compare(rank(a), rank(b)));
  const [first, ...others] = leading;
  return first === undefined ? { kind: "no-way" } : { kind: "second", ways: [first, ...others] };
};

const compare = (a: readonly number[], b: readonly number[]): number =>
  a.map((part, index) => part - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
