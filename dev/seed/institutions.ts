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
  | "local-government"
  | "mtit";

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
    ibans: [],
  },
  {
    code: "local-government",
    name: { ar: "وزارة الحكم المحلي", en: "Ministry of Local Government" },
    memberCode: "MOLG",
    roles: [...ofCivilService],
    ibans: account("4001500"),
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
];
