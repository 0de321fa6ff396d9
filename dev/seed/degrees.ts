import type { Text } from "@gov/kit/text.ts";
import { nationalIdOf } from "./citizens.ts";

/** A university degree as the universities report it to the Ministry of Higher Education. */
export type Degree = {
  number: string;
  graduateNationalId: string;
  university: Text;
  level: "diploma" | "bachelor" | "master" | "doctorate";
  field: Text;
  awardedOn: string;
  /** Whether the programme was accredited when the graduate joined it. */
  accredited: boolean;
  /** The university holds the degree back until what is owed to it is paid. */
  heldByUniversity: boolean;
};

/** Universities of the sandbox, invented. */
const universities = {
  karmel: { ar: "جامعة الكرمل", en: "Karmel University" },
  aqsal: { ar: "جامعة أقصال", en: "Aqsal University" },
} as const satisfies Record<string, Text>;

const sound = { accredited: true, heldByUniversity: false };

export const degrees: readonly Degree[] = [
  // Two degrees of one person.
  {
    ...sound,
    number: "KU-2013-00412",
    graduateNationalId: nationalIdOf("sara"),
    university: universities.karmel,
    level: "bachelor",
    field: { ar: "هندسة مدنية", en: "Civil engineering" },
    awardedOn: "2013-06-20",
  },
  {
    ...sound,
    number: "KU-2017-00087",
    graduateNationalId: nationalIdOf("sara"),
    university: universities.karmel,
    level: "master",
    field: { ar: "إدارة المشاريع", en: "Project management" },
    awardedOn: "2017-02-09",
  },
  {
    ...sound,
    number: "AU-2020-01377",
    graduateNationalId: nationalIdOf("mariam"),
    university: universities.aqsal,
    level: "bachelor",
    field: { ar: "لغة إنجليزية", en: "English language" },
    awardedOn: "2020-07-01",
  },
  // The programme was not accredited.
  {
    ...sound,
    number: "AU-2008-00930",
    graduateNationalId: nationalIdOf("omar"),
    university: universities.aqsal,
    level: "diploma",
    field: { ar: "تجارة إلكترونية", en: "Electronic commerce" },
    awardedOn: "2008-08-14",
    accredited: false,
  },
  // Fees are owed to the university.
  {
    ...sound,
    number: "KU-2010-00655",
    graduateNationalId: nationalIdOf("rania"),
    university: universities.karmel,
    level: "bachelor",
    field: { ar: "محاسبة", en: "Accounting" },
    awardedOn: "2010-06-17",
    heldByUniversity: true,
  },
];
