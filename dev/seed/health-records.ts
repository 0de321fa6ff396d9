import { fullNameText } from "@gov/country/names.ts";
import type { Text } from "@gov/kit/text.ts";
import { citizens, nationalIdOf } from "./citizens.ts";
import { daysFrom } from "./days-from.ts";

/** What a hospital told of a birth, as the health registry answers it. */
export type BirthNotice = {
  number: string;
  bornOn: string;
  sex: "female" | "male";
  hospital: Text;
  motherNationalId: string;
  motherName: Text;
  /** Null where the mother named none. */
  fatherNationalId: string | null;
  fatherName: Text | null;
  /** Whether the civil registry has written the child down. */
  registered: boolean;
};

/** What an eye doctor found, for a driving licence. */
export type EyeReport = {
  examinedOn: string;
  result: "fit" | "fitWithGlasses" | "unfit";
  examiner: Text;
  validUntil: string;
};

const hospitals = {
  rafidia: { ar: "مستشفى رفيديا الحكومي", en: "Rafidia Government Hospital" },
  nasser: { ar: "مجمع ناصر الطبي", en: "Nasser Medical Complex" },
  ramallah: { ar: "مجمع فلسطين الطبي", en: "Palestine Medical Complex" },
} as const satisfies Record<string, Text>;

type NoticeLine = [
  number: string,
  bornDaysAgo: number,
  sex: BirthNotice["sex"],
  hospital: keyof typeof hospitals,
  mother: string,
  father: string | null,
  registered: boolean,
];

const noticeLines: readonly NoticeLine[] = [
  // A week old: all in order.
  ["BN-260417", 6, "female", "nasser", "huda", "khaled", false],
  // Late: the Ministry of Health confirms it.
  ["BN-251093", 200, "male", "rafidia", "rania", "omar", false],
  // No father on the notice.
  ["BN-260388", 12, "male", "ramallah", "mariam", null, false],
  // Registered already.
  ["BN-250712", 330, "female", "ramallah", "sara", "yousef", true],
];

const nameOf = (key: string): Text => {
  const found = citizens.find((citizen) => citizen.key === key);
  if (!found) throw new Error(`no citizen is called ${key}`);
  return fullNameText(found.name);
};

/** The hospitals' notices as they stand on a day. */
export const birthNoticesOn = (today: Date): BirthNotice[] =>
  noticeLines.map(([number, bornDaysAgo, sex, hospital, mother, father, registered]) => ({
    number,
    bornOn: daysFrom(today, -bornDaysAgo),
    sex,
    hospital: hospitals[hospital],
    motherNationalId: nationalIdOf(mother),
    motherName: nameOf(mother),
    fatherNationalId: father && nationalIdOf(father),
    fatherName: father === null ? null : nameOf(father),
    registered,
  }));

/** A report is good for so long. */
const reportDays = 180;

const examiners = {
  najah: { ar: "مركز النجاح للعيون", en: "Najah Eye Centre" },
  ramallah: { ar: "عيادة عيون رام الله", en: "Ramallah Eye Clinic" },
} as const satisfies Record<string, Text>;

type Examined = [result: EyeReport["result"], daysAgo: number, examiner: keyof typeof examiners];

const examined: Readonly<Record<string, Examined>> = {
  sara: ["fit", 10, "ramallah"],
  // Too old to count.
  omar: ["fit", 400, "najah"],
  yousef: ["fit", 30, "ramallah"],
  mariam: ["fit", 20, "ramallah"],
  huda: ["unfit", 14, "najah"],
  tariq: ["fitWithGlasses", 5, "najah"],
  nour: ["fit", 60, "najah"],
  rania: ["fit", 45, "najah"],
};

/** A person's last eye report as it stands on a day; undefined where they were never examined. */
export function eyeReportOn(today: Date, nationalId: string): EyeReport | undefined {
  const key = citizens.find((citizen) => citizen.nationalId === nationalId)?.key;
  const found = key === undefined ? undefined : examined[key];
  if (!found) return undefined;
  const [result, daysAgo, examiner] = found;
  return {
    examinedOn: daysFrom(today, -daysAgo),
    result,
    examiner: examiners[examiner],
    validUntil: daysFrom(today, reportDays - daysAgo),
  };
}
