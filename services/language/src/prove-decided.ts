import type { ServiceDefinition } from "./definition.ts";
import { isNo, isYes } from "./expression/value.ts";
import { possibleWorlds } from "./possible-worlds.ts";
import type { Problem } from "./problem.ts";
import { proofProblem } from "./proof-texts.ts";
import { namesIn } from "./prove-expressions.ts";

/**
 * A rule that decides for everybody names only what everybody is asked, or says what counts
 * without it.
 */
export const proveDecided = (
  definition: ServiceDefinition,
  path: string,
  rule: string,
): Problem[] => {
  const worlds = possibleWorlds(definition, [rule]) ?? [];
  const undecided = worlds.find((world) => world.of(rule).type === "unknown");
  if (undecided === undefined) return [];
  const missing = namesIn(definition, rule).find((name) => !undecided.knows(name));
  return missing === undefined ? [] : [proofProblem(path, "notAskedOfAll", missing)];
};

/**
 * The rows of a table, in their order: each is some case's first, and every case that the table
 * is asked about finds its row decided.
 */
export const proveRows = (
  definition: ServiceDefinition,
  path: string,
  rows: readonly (string | undefined)[],
  when: string | undefined,
): Problem[] => {
  const conditions = [when, ...rows].filter((source) => source !== undefined);
  const reached = new Set<number>();
  const problems = new Map<number, string>();
  for (const silent of [false, true]) {
    const worlds = possibleWorlds(definition, conditions, { silent });
    if (worlds === undefined) return [];
    for (const world of worlds) {
      if (when !== undefined && !isYes(world.of(when))) continue;
      const first = rows.findIndex((row) => row === undefined || !isNo(world.of(row)));
      const row = rows[first];
      if (row === undefined || isYes(world.of(row))) reached.add(first);
      else if (!silent && !problems.has(first)) {
        const missing = namesIn(definition, row).find((name) => !world.knows(name));
        if (missing !== undefined) problems.set(first, missing);
      }
    }
  }
  return rows.flatMap((_, index): Problem[] => {
    const missing = problems.get(index);
    const place = `${path}.rows.${index}`;
    if (missing !== undefined) return [proofProblem(`${place}.when`, "notAskedOfAll", missing)];
    return reached.has(index) ? [] : [proofProblem(place, "rowNeverReached")];
  });
};
