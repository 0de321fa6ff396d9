import type { FeeSchedule } from "./fee-schema.ts";
import type { Problem } from "./problem.ts";
import { proofProblem } from "./proof-texts.ts";

const whole = 10_000;

/** Parts make up the whole, to the hundredth of a percent. */
export const proveParts = (
  path: string,
  parts: readonly Readonly<{ basisPoints: number }>[],
): Problem[] => {
  const sum = parts.reduce((total, { basisPoints }) => total + basisPoints, 0);
  return sum === whole ? [] : [proofProblem(path, "notWhole", String(sum))];
};

/** Paying in parts: the whole, from the day itself on, one part after the other. */
export const proveInstalments = (path: string, { instalments }: FeeSchedule): Problem[] => {
  if (instalments === undefined) return [];
  const { parts } = instalments;
  return [
    ...proveParts(`${path}.parts`, parts),
    ...parts.flatMap(({ dueAfterDays }, index) => {
      const place = `${path}.parts.${index}.dueAfterDays`;
      if (index === 0) return dueAfterDays === 0 ? [] : [proofProblem(place, "firstPartLater")];
      const earlier = parts[index - 1]?.dueAfterDays ?? 0;
      return dueAfterDays > earlier ? [] : [proofProblem(place, "partsOutOfOrder")];
    }),
  ];
};
