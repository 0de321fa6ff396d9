import type { Text } from "@gov/kit/text.ts";
import { withCheckDigit } from "@gov/country/national-id.ts";
import { nationalIdOf } from "./citizens.ts";

type Member = { nationalId: string; name: Text; relation: "spouse" | "child" | "parent" };

/** A person's file with the government's health insurance. */
export type HealthFile = {
  nationalId: string;
  policy: { kind: "work" | "voluntary" | "unemployed"; validUntil: string } | null;
  count: number;
  /** Whom an earlier policy covered with them. */
  members: readonly Member[];
};

type Line = [
  person: string,
  policy: [kind: NonNullable<HealthFile["policy"]>["kind"], days: number] | null,
  members: readonly Member[],
];

/** Days count from today; below zero is past. */
const lines: readonly Line[] = [
  // Insured through her work.
  ["sara", ["work", 200], []],
  // His voluntary insurance has run out; it covered his daughter.
  [
    "omar",
    ["voluntary", -25],
    [
      {
        nationalId: withCheckDigit("42003317"),
        name: { ar: "جنى عمر خليل النجار", en: "Jana Omar Khalil Al-Najjar" },
        relation: "child",
      },
    ],
  ],
  ["rania", ["unemployed", -12], []],
];

/** What the insurance answers about anyone, insured before or not. */
export function healthFileOn(today: Date, nationalId: string): HealthFile {
  const line = lines.find(([key]) => nationalIdOf(key) === nationalId);
  if (!line) return { nationalId, policy: null, count: 0, members: [] };
  const [, policy, members] = line;
  const day = (days: number) =>
    new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  return {
    nationalId,
    policy: policy && { kind: policy[0], validUntil: day(policy[1]) },
    count: members.length,
    members,
  };
}
