import type { Text } from "@gov/kit/text.ts";
import { makeIban } from "@gov/country/iban.ts";
import type { StaffRole } from "./staff.ts";

const ofCivilService = ["officer", "supervisor", "administrator", "designer"] as const;

export type InstitutionCode =
  | "transport"
  | "interior"
  | "finance"
  | "health"
  | "economy"
  | "mtit"
  | "land"
  | "education"
  | "higher-education"
  | "labour"
  | "foreign-affairs"
  | "local-government"
  | "municipalities"
  | "sharia-courts"
  | "chamber-of-commerce"
  | "justice"
  | "police"
  | "judiciary"
  | "social-development";

export type Institution = {
  code: InstitutionCode;
  name: Text;
  /** Its member code in the exchange. */
  memberCode: string;
  /** The roles that it hands out to its employees. */
  roles: readonly StaffRole[];
  /** Its collecting accounts; none when it collects nothing. Account numbers are invented. */
  ibans: readonly { currency: "ILS" | "USD" | "JOD"; iban: string }[];
};

const account = (number: string) => [
  { currency: "ILS" as const, iban: makeIban("PALS", `${number}01`) },
  { currency: "USD" as const, iban: makeIban("PALS", `${number}02`) },
  { currency: "JOD" as const, iban: makeIban("PALS", `${number}03`) },
];

export const institutions: readonly Institution[] = [
  {
    code: "transport",
    name: { ar: "وزارة النقل والمواصلات", en: "Ministry of Transport" },
    memberCode: "MOT",
    roles: [...ofCivilService],
    ibans: account("4001100"),
  },
  {
    code: "interior",
    name: { ar: "وزارة الداخلية", en: "Ministry of Interior" },
    memberCode: "MOI",
    roles: [...ofCivilService, "registrar"],
    ibans: account("4001200"),
  },
  {
    code: "finance",
    name: { ar: "وزارة المالية", en: "Ministry of Finance" },
    memberCode: "MOF",
    roles: [...ofCivilService],
    ibans: account("4001300"),
  },
  {
    code: "health",
    name: { ar: "وزارة الصحة", en: "Ministry of Health" },
    memberCode: "MOH",
    roles: [...ofCivilService],
    ibans: account("4001400"),
  },
  {
    code: "economy",
    name: { ar: "وزارة الاقتصاد الوطني", en: "Ministry of National Economy" },
    memberCode: "MNE",
    roles: [...ofCivilService],
    ibans: account("4003100"),
  },
  {
    code: "justice",
    name: { ar: "وزارة العدل", en: "Ministry of Justice" },
    memberCode: "MOJ",
    roles: [...ofCivilService],
    ibans: account("4001500"),
  },
  {
    code: "police",
    name: { ar: "الشرطة الفلسطينية", en: "Palestinian Police" },
    memberCode: "POL",
    roles: [...ofCivilService],
    ibans: [],
  },
  {
    code: "judiciary",
    name: { ar: "مجلس القضاء الأعلى", en: "High Judicial Council" },
    memberCode: "HJC",
    roles: [...ofCivilService],
    ibans: [],
  },
  {
    code: "social-development",
    name: { ar: "وزارة التنمية الاجتماعية", en: "Ministry of Social Development" },
    memberCode: "MOSD",
    roles: [...ofCivilService],
    ibans: [],
  },
  {
    code: "mtit",
    name: {
      ar: "وزارة الاتصالات والاقتصاد الرقمي",
      en: "Ministry of Telecommunications and Digital Economy",
    },
    memberCode: "MTIT",
    roles: [...ofCivilService, "operator"],
    ibans: [],
  },
  {
    code: "land",
    name: { ar: "سلطة الأراضي", en: "Land Authority" },
    memberCode: "PLA",
    roles: [...ofCivilService],
    ibans: account("4003200"),
  },
  {
    code: "education",
    name: { ar: "وزارة التربية والتعليم", en: "Ministry of Education" },
    memberCode: "MOE",
    roles: [...ofCivilService],
    ibans: account("4003300"),
  },
  {
    code: "higher-education",
    name: {
      ar: "وزارة التعليم العالي والبحث العلمي",
      en: "Ministry of Higher Education and Scientific Research",
    },
    memberCode: "MOHE",
    roles: [...ofCivilService],
    ibans: account("4003400"),
  },
  {
    code: "labour",
    name: { ar: "وزارة العمل", en: "Ministry of Labour" },
    memberCode: "MOL",
    roles: [...ofCivilService],
    ibans: [],
  },
  {
    code: "foreign-affairs",
    name: { ar: "وزارة الخارجية والمغتربين", en: "Ministry of Foreign Affairs and Expatriates" },
    memberCode: "MOFA",
    roles: [...ofCivilService],
    ibans: account("4003500"),
  },
  {
    code: "local-government",
    name: { ar: "وزارة الحكم المحلي", en: "Ministry of Local Government" },
    memberCode: "MOLG",
    roles: [...ofCivilService],
    ibans: account("4003700"),
  },
  {
    code: "municipalities",
    name: { ar: "البلديات", en: "Municipalities" },
    memberCode: "MUNI",
    roles: [...ofCivilService],
    ibans: account("4003600"),
  },
  {
    code: "sharia-courts",
    name: { ar: "المحاكم الشرعية", en: "Sharia Courts" },
    memberCode: "SHC",
    roles: [...ofCivilService],
    ibans: [],
  },
  {
    code: "chamber-of-commerce",
    name: {
      ar: "الغرفة التجارية الصناعية الزراعية",
      en: "Chamber of Commerce, Industry and Agriculture",
    },
    memberCode: "FCCIA",
    roles: [...ofCivilService],
    ibans: [],
  },
];
