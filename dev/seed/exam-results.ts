import type { Text } from "@gov/kit/text.ts";
import type { Governorate } from "@gov/country/governorates.ts";
import { citizens, nationalIdOf } from "./citizens.ts";

/** A candidate's result in the general secondary certificate (tawjihi). */
export type ExamResult = {
  seatNumber: string;
  candidateNationalId: string;
  candidateName: Text;
  /** A parent, as far as the school knows them. */
  guardianNationalId: string | null;
  school: Text;
  governorate: Governorate;
  year: number;
  stream: "literary" | "scientific" | "commercial" | "industrial";
  /** `incomplete`: a subject is to be sat again; `withheld`: being looked into. */
  status: "passed" | "incomplete" | "withheld";
  /** Hundredths of a percent; nothing where the result is withheld. */
  averageBasisPoints: number | null;
  /** As it stands on the certificate: `87.4`. */
  average: string | null;
};

type Line = [
  seat: string,
  candidate: string,
  school: Text,
  year: number,
  stream: ExamResult["stream"],
  status: ExamResult["status"],
  averageBasisPoints: number | null,
];

/** Four candidates, invented schools; by whom see each line. */
const lines: readonly Line[] = [
  // Passed.
  [
    "23104821",
    "nour",
    { ar: "مدرسة الكرمل الثانوية", en: "Carmel Secondary School" },
    2023,
    "scientific",
    "passed",
    8_740,
  ],
  // Passed in a governorate of Gaza: the certificate costs nothing.
  [
    "19330716",
    "huda",
    { ar: "مدرسة البرتقال الثانوية", en: "Burtuqal Secondary School" },
    2019,
    "literary",
    "passed",
    9_125,
  ],
  // A subject is to be sat again.
  [
    "16207733",
    "mariam",
    { ar: "مدرسة الزيتون الثانوية", en: "Zaytoun Secondary School" },
    2016,
    "commercial",
    "incomplete",
    6_310,
  ],
  // Withheld.
  [
    "13660204",
    "anas",
    { ar: "مدرسة النخيل الثانوية", en: "Nakheel Secondary School" },
    2013,
    "industrial",
    "withheld",
    null,
  ],
];

const percent = (basisPoints: number): string => {
  const text = (basisPoints / 100).toFixed(2);
  return text.endsWith("0") ? text.slice(0, -1) : text;
};

export const examResults: readonly ExamResult[] = lines.map(
  ([seatNumber, key, school, year, stream, status, averageBasisPoints]) => {
    const citizen = citizens.find((one) => one.key === key);
    if (!citizen) throw new Error(`no citizen is called ${key}`);
    const { ar, en } = citizen.name;
    const full = (name: typeof ar) => Object.values(name).join(" ");
    return {
      seatNumber,
      candidateNationalId: nationalIdOf(key),
      candidateName: { ar: full(ar), en: full(en) },
      guardianNationalId: key === "nour" ? nationalIdOf("tariq") : null,
      school,
      governorate: citizen.governorate,
      year,
      stream,
      status,
      averageBasisPoints,
      average: averageBasisPoints === null ? null : percent(averageBasisPoints),
    };
  },
);
