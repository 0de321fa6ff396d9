import type { Text } from "@gov/kit/text.ts";
import { nationalIdOf } from "./citizens.ts";

type Amount = { amountMinor: string; currency: "ILS" };

/** A property's tax as the Ministry of Finance answers it for the running year. */
export type Assessment = {
  number: string;
  ownerNationalId: string;
  municipality: Text;
  address: Text;
  kind: "home" | "shop" | "land";
  year: number;
  yearBegins: string;
  yearEnds: string;
  /** The tax of the year that is not paid yet. */
  current: Amount;
  /** What earlier years left unpaid, with how many they are. */
  arrears: Amount;
  arrearsYears: number;
  due: Amount;
  /** An objection against the assessment is being decided. */
  underObjection: boolean;
};

type Line = Pick<Assessment, "number" | "municipality" | "address" | "kind" | "arrearsYears"> & {
  owner: string;
  currentMinor: number;
  arrearsMinor: number;
  underObjection?: true;
};

const municipalities = {
  ramallah: { ar: "بلدية رام الله", en: "Municipality of Ramallah" },
  tubas: { ar: "بلدية طوباس", en: "Municipality of Tubas" },
  hebron: { ar: "بلدية الخليل", en: "Municipality of Hebron" },
  jenin: { ar: "بلدية جنين", en: "Municipality of Jenin" },
  bethlehem: { ar: "بلدية بيت لحم", en: "Municipality of Bethlehem" },
} as const satisfies Record<string, Text>;

const lines: readonly Line[] = [
  // This year's tax alone.
  {
    number: "RAM-204417",
    owner: "sara",
    municipality: municipalities.ramallah,
    address: { ar: "شارع الإرسال، شقة 7", en: "Al-Irsal Street, flat 7" },
    kind: "home",
    currentMinor: 48_600,
    arrearsMinor: 0,
    arrearsYears: 0,
  },
  // Two earlier years unpaid.
  {
    number: "HEB-118302",
    owner: "yousef",
    municipality: municipalities.hebron,
    address: { ar: "باب الزاوية، محل 12", en: "Bab az-Zawiya, shop 12" },
    kind: "shop",
    currentMinor: 132_000,
    arrearsMinor: 251_350,
    arrearsYears: 2,
  },
  // Paid already.
  {
    number: "JEN-090155",
    owner: "tariq",
    municipality: municipalities.jenin,
    address: { ar: "شارع حيفا، بيت مستقل", en: "Haifa Street, detached house" },
    kind: "home",
    currentMinor: 0,
    arrearsMinor: 0,
    arrearsYears: 0,
  },
  // Its owner has objected.
  {
    number: "BTH-330071",
    owner: "layla",
    municipality: municipalities.bethlehem,
    address: { ar: "شارع المهد، الطابق الثاني", en: "Manger Street, second floor" },
    kind: "home",
    currentMinor: 71_250,
    arrearsMinor: 0,
    arrearsYears: 0,
    underObjection: true,
  },
  {
    number: "TUB-012009",
    owner: "fatima",
    municipality: municipalities.tubas,
    address: { ar: "خلة اللوز، أرض", en: "Khallet al-Loz, land" },
    kind: "land",
    currentMinor: 9_045,
    arrearsMinor: 8_610,
    arrearsYears: 1,
  },
];

const amount = (minor: number): Amount => ({ amountMinor: String(minor), currency: "ILS" });

/** The assessments as they stand on a day: tax years are calendar years. */
export function assessmentsOn(today: Date): Assessment[] {
  const year = today.getUTCFullYear();
  return lines.map(({ owner, currentMinor, arrearsMinor, underObjection, ...rest }) => ({
    ...rest,
    ownerNationalId: nationalIdOf(owner),
    year,
    yearBegins: `${year}-01-01`,
    yearEnds: `${year}-12-31`,
    current: amount(currentMinor),
    arrears: amount(arrearsMinor),
    due: amount(currentMinor + arrearsMinor),
    underObjection: underObjection ?? false,
  }));
}
