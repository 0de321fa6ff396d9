import type { Text } from "@gov/kit/text.ts";
import { nationalIdOf } from "./citizens.ts";

/** What the labour offices know of a person's search for work. */
export type Jobseeker = {
  nationalId: string;
  /** Registered as seeking work now. */
  registered: boolean;
  registeredOn: string | null;
  office: Text | null;
};

const offices = {
  salfit: { ar: "مكتب عمل سلفيت", en: "Salfit labour office" },
  gaza: { ar: "مكتب عمل غزة", en: "Gaza labour office" },
  nablus: { ar: "مكتب عمل نابلس", en: "Nablus labour office" },
} as const satisfies Record<string, Text>;

/** Registered so many days ago; Omar's registration has run out. */
const lines: readonly [person: string, office: keyof typeof offices, days: number, now: boolean][] =
  [
    ["rania", "salfit", 140, true],
    ["khaled", "gaza", 410, true],
    ["omar", "nablus", 900, false],
  ];

/** What the labour offices answer about anyone, known to them or not. */
export function jobseekerOn(today: Date, nationalId: string): Jobseeker {
  const line = lines.find(([key]) => nationalIdOf(key) === nationalId);
  if (!line) return { nationalId, registered: false, registeredOn: null, office: null };
  const [, office, days, registered] = line;
  const registeredOn = new Date(today.getTime() - days * 86_400_000).toISOString().slice(0, 10);
  return { nationalId, registered, registeredOn, office: offices[office] };
}
