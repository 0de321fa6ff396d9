import { nationalIdOf } from "./citizens.ts";
import { daysFrom } from "./days-from.ts";

export type DrivingClass = "motorcycle" | "private" | "truck" | "taxi" | "bus";

/** A driving licence as the drivers' registry answers it. */
export type DrivingLicence = {
  number: string;
  licenceClass: DrivingClass;
  issuedOn: string;
  expiresOn: string;
  suspended: boolean;
};

type Line = [number: string, licenceClass: DrivingClass, days: number, suspended?: "suspended"];

const years = 5 * 365;

const lines: Readonly<Record<string, Line>> = {
  // All in order.
  sara: ["3301874", "private", 30],
  omar: ["3188206", "private", 21],
  // Was never examined by an eye doctor.
  layla: ["2940177", "private", 9],
  yousef: ["1750093", "private", 60],
  mariam: ["4410386", "private", 14, "suspended"],
  // May not see well enough to drive.
  huda: ["4902245", "motorcycle", 12],
  tariq: ["2211640", "truck", 3],
  // Good for years.
  nour: ["5017733", "private", 1_100],
  // Ran out so long ago that it cannot be renewed.
  rania: ["3405918", "private", -2_300],
};

/** A person's licence as it stands on a day; undefined where they have none. */
export function drivingLicenceOn(today: Date, nationalId: string): DrivingLicence | undefined {
  const key = Object.keys(lines).find((each) => nationalIdOf(each) === nationalId);
  const found = key === undefined ? undefined : lines[key];
  if (!found) return undefined;
  const [number, licenceClass, days, suspended] = found;
  return {
    number,
    licenceClass,
    issuedOn: daysFrom(today, days - years),
    expiresOn: daysFrom(today, days),
    suspended: suspended !== undefined,
  };
}
