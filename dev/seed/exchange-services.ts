import type { Text } from "@gov/kit/text.ts";
import type { Nation } from "./nation.ts";
import { openedByRegistries, registrySubsystems } from "./service-registries.ts";
import { personServices, personSubsystems } from "./person-services.ts";

export type ExchangeService = {
  member: string;
  subsystem: string;
  code: string;
  name: Text;
  url: string;
  /** The properties that an answer has: what may be asked of it, and what the tracker tells. */
  fields: readonly string[];
  /** Where the exchange reads whom the data is about. */
  subjectFrom: string;
};

/** The registries that institutions open to others. */
export const exchangeServices = (nation: Pick<Nation, "sandbox">): readonly ExchangeService[] => [
  ...registries(nation),
  ...personServices(nation),
];

const registries = ({ sandbox }: Pick<Nation, "sandbox">): readonly ExchangeService[] => [
  {
    member: "MOI",
    subsystem: "civil-registry",
    code: "person",
    name: { ar: "بيانات الشخص", en: "Person" },
    url: `${sandbox.civilRegistry}/person`,
    fields: ["name", "dateOfBirth", "sex", "governorate", "status", "lastDocument"],
    subjectFrom: "path",
  },
  {
    member: "MOT",
    subsystem: "vehicle-registry",
    code: "vehicle",
    name: { ar: "بيانات المركبة", en: "Vehicle" },
    url: `${sandbox.vehicleRegistry}/vehicle`,
    fields: [
      "plate",
      "ownerNationalId",
      "make",
      "model",
      "year",
      "engineCc",
      "fuel",
      "licenceExpires",
      "insurance",
      "inspection",
      "unpaidFines",
    ],
    subjectFrom: "response:ownerNationalId",
  },
  {
    member: "MOT",
    subsystem: "vehicle-registry",
    code: "vehicles",
    name: { ar: "مركبات الشخص", en: "Vehicles of a person" },
    url: `${sandbox.vehicleRegistry}/vehicles`,
    fields: ["vehicles"],
    subjectFrom: "query:owner",
  },
  {
    member: "MOI",
    subsystem: "civil-registry",
    code: "guardianships",
    name: { ar: "أبناء الشخص القاصرون", en: "A person's children under age" },
    url: `${sandbox.civilRegistry}/guardianships`,
    fields: ["children"],
    subjectFrom: "query:guardian",
  },
  {
    member: "MNE",
    subsystem: "companies-registry",
    code: "roles",
    name: { ar: "صفات الشخص في الشركات", en: "A person's roles in companies" },
    url: `${sandbox.companiesRegistry}/roles`,
    fields: ["roles"],
    subjectFrom: "query:person",
  },
  {
    member: "MNE",
    subsystem: "companies-registry",
    code: "company",
    name: { ar: "بيانات الشركة", en: "Company" },
    url: `${sandbox.companiesRegistry}/company`,
    fields: ["registrationNumber", "name", "status", "representatives"],
    subjectFrom: "none",
  },
  {
    member: "MNE",
    subsystem: "companies-registry",
    code: "names",
    name: { ar: "الأسماء التجارية المحجوزة", en: "Company names in use" },
    url: `${sandbox.companiesRegistry}/names`,
    fields: ["taken"],
    subjectFrom: "none",
  },
  ...openedByRegistries(sandbox),
];

export const subsystems: readonly { member: string; code: string; name: Text }[] = [
  { member: "MTIT", code: "portal", name: { ar: "البوابة الموحدة", en: "Unified portal" } },
  { member: "MTIT", code: "sso", name: { ar: "الدخول الموحد", en: "Unified sign-in" } },
  { member: "MTIT", code: "exchange", name: { ar: "تبادل البيانات", en: "Data exchange" } },
  { member: "MOI", code: "civil-registry", name: { ar: "السجل المدني", en: "Civil registry" } },
  { member: "MOT", code: "vehicle-registry", name: { ar: "سجل المركبات", en: "Vehicle registry" } },
  {
    member: "MNE",
    code: "companies-registry",
    name: { ar: "سجل الشركات", en: "Companies registry" },
  },
  ...registrySubsystems,
  ...personSubsystems,
];
