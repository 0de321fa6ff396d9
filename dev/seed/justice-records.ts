import { nationalIdOf } from "./citizens.ts";

/** What the criminal registry holds of a person: judgments that stand. */
export type CriminalRecord = { nationalId: string; convictions: number };

/** What the courts' registry holds of a person. */
export type CourtOrders = {
  nationalId: string;
  /** Orders that forbid leaving the country. */
  travelBans: number;
  /** Criminal cases before a court. */
  openCases: number;
};

const convicted: ReadonlyMap<string, number> = new Map([[nationalIdOf("tariq"), 1]]);

const ordered: ReadonlyMap<string, Omit<CourtOrders, "nationalId">> = new Map([
  // May not leave the country.
  [nationalIdOf("khaled"), { travelBans: 1, openCases: 0 }],
  // Accused, not judged.
  [nationalIdOf("rania"), { travelBans: 0, openCases: 1 }],
]);

/** Whom neither registry knows has nothing against them. */
export const criminalRecordOf = (nationalId: string): CriminalRecord => ({
  nationalId,
  convictions: convicted.get(nationalId) ?? 0,
});

export const courtOrdersOf = (nationalId: string): CourtOrders => ({
  nationalId,
  ...(ordered.get(nationalId) ?? { travelBans: 0, openCases: 0 }),
});
