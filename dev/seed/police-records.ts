import type { Text } from "@gov/kit/text.ts";
import { nationalIdOf } from "./citizens.ts";
import { daysFrom } from "./days-from.ts";

/** A traffic ticket as the police registry answers it. */
export type Ticket = {
  number: string;
  driverNationalId: string;
  plate: string;
  violation: Text;
  place: Text;
  issuedOn: string;
  amount: { amountMinor: string; currency: "ILS" };
  status: "unpaid" | "atCourt" | "paid";
};

const violations = {
  speed: { ar: "تجاوز السرعة المقررة", en: "Speeding" },
  parking: { ar: "وقوف في مكان ممنوع", en: "Parking where it is forbidden" },
  phone: { ar: "استعمال الهاتف أثناء القيادة", en: "Using a phone while driving" },
  signal: { ar: "عدم التقيد بالإشارة الضوئية", en: "Ignoring a traffic light" },
  belt: { ar: "عدم ربط حزام الأمان", en: "Not wearing a seat belt" },
} as const satisfies Record<string, Text>;

const places = {
  hebron: { ar: "الخليل، شارع عين سارة", en: "Hebron, Ein Sara Street" },
  salfit: { ar: "سلفيت، المدخل الشمالي", en: "Salfit, northern entrance" },
  nablus: { ar: "نابلس، شارع فيصل", en: "Nablus, Faisal Street" },
  jenin: { ar: "جنين، شارع حيفا", en: "Jenin, Haifa Street" },
} as const satisfies Record<string, Text>;

type Line = [
  number: string,
  driver: string,
  plate: string,
  violation: keyof typeof violations,
  place: keyof typeof places,
  daysAgo: number,
  amountMinor: string,
  status: Ticket["status"],
];

/** What is unpaid on a plate adds up to what the vehicle registry says of it (`vehicles.ts`). */
const lines: readonly Line[] = [
  // Recent: paid early, it costs less.
  ["70412885", "yousef", "8-9034-L", "parking", "hebron", 5, "15000", "unpaid"],
  // Not paid in time: a court decides.
  ["70388126", "yousef", "8-9034-L", "signal", "hebron", 160, "45000", "atCourt"],
  ["70411930", "rania", "9-6613-G", "speed", "salfit", 9, "30000", "unpaid"],
  ["70409077", "rania", "9-6613-G", "phone", "nablus", 31, "25000", "unpaid"],
  ["70406641", "rania", "9-6613-G", "belt", "salfit", 44, "25000", "unpaid"],
  ["70401218", "rania", "9-6613-G", "parking", "nablus", 75, "25050", "unpaid"],
  ["70399573", "rania", "9-6613-G", "signal", "nablus", 90, "40000", "unpaid"],
  ["70377415", "tariq", "6-5501-A", "speed", "jenin", 210, "30000", "paid"],
];

/** Every ticket as it stands on a day. */
export const ticketsOn = (today: Date): Ticket[] =>
  lines.map(([number, driver, plate, violation, place, daysAgo, amountMinor, status]) => ({
    number,
    driverNationalId: nationalIdOf(driver),
    plate,
    violation: violations[violation],
    place: places[place],
    issuedOn: daysFrom(today, -daysAgo),
    amount: { amountMinor, currency: "ILS" },
    status,
  }));

/** Requests of the police about a person: to be heard, to appear. */
export type PoliceHolds = { nationalId: string; holds: number };

const held: ReadonlyMap<string, number> = new Map([[nationalIdOf("yousef"), 1]]);

export const policeHoldsOf = (nationalId: string): PoliceHolds => ({
  nationalId,
  holds: held.get(nationalId) ?? 0,
});
