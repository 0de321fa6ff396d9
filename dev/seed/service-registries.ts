import type { ExchangeService } from "./exchange-services.ts";

/** The registries that services of the catalogue read, and the folder of each one's process. */
const folders = {
  landRegistry: "land",
  propertyTaxRegistry: "property-tax",
  examRegistry: "education",
  degreeRegistry: "universities",
  labourRegistry: "labour",
  healthInsuranceRegistry: "health-insurance",
} as const;

export type ServiceRegistry = keyof typeof folders;
const registries = Object.entries(folders) as [ServiceRegistry, string][];

/** Something for each of these registries: an address, a port, a schema. */
export const forEachRegistry = <T>(give: (name: ServiceRegistry) => T) =>
  Object.fromEntries(registries.map(([name]) => [name, give(name)])) as Record<ServiceRegistry, T>;

/** `landRegistry` as the process is called: `land-registry`. */
const processName = (name: ServiceRegistry) =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Each registry with the name and the folder of its process. */
export const registryProcesses = registries.map(([registry, folder]) => ({
  registry,
  folder: `registries/${folder}`,
  name: processName(registry),
}));

type Opened = Omit<ExchangeService, "url"> & { registry: ServiceRegistry };

const opened: readonly Opened[] = [
  {
    registry: "landRegistry",
    member: "PLA",
    subsystem: "land-registry",
    code: "parcel",
    name: { ar: "بيانات قطعة الأرض", en: "Parcel of land" },
    fields: [
      "number",
      "ownerNationalId",
      "ownerName",
      "locality",
      "governorate",
      "basinName",
      "areaSquareMetres",
      "kind",
      "status",
      "share",
      "encumbrance",
    ],
    subjectFrom: "response:ownerNationalId",
  },
  {
    registry: "landRegistry",
    member: "PLA",
    subsystem: "land-registry",
    code: "parcels",
    name: { ar: "أراضي الشخص", en: "A person's land" },
    fields: ["parcels"],
    subjectFrom: "query:owner",
  },
  {
    registry: "propertyTaxRegistry",
    member: "MOF",
    subsystem: "property-tax",
    code: "assessment",
    name: { ar: "تخمين ضريبة الأملاك", en: "Property tax assessment" },
    fields: [
      "number",
      "ownerNationalId",
      "municipality",
      "address",
      "kind",
      "year",
      "yearBegins",
      "yearEnds",
      "current",
      "arrears",
      "arrearsYears",
      "due",
      "underObjection",
    ],
    subjectFrom: "response:ownerNationalId",
  },
  {
    registry: "propertyTaxRegistry",
    member: "MOF",
    subsystem: "property-tax",
    code: "assessments",
    name: { ar: "أملاك الشخص المخمنة", en: "A person's assessed property" },
    fields: ["assessments"],
    subjectFrom: "query:owner",
  },
  {
    registry: "examRegistry",
    member: "MOE",
    subsystem: "exam-results",
    code: "result",
    name: { ar: "نتيجة الثانوية العامة", en: "Tawjihi result" },
    fields: [
      "seatNumber",
      "candidateNationalId",
      "candidateName",
      "guardianNationalId",
      "school",
      "governorate",
      "year",
      "stream",
      "status",
      "averageBasisPoints",
      "average",
    ],
    subjectFrom: "response:candidateNationalId",
  },
  {
    registry: "examRegistry",
    member: "MOE",
    subsystem: "exam-results",
    code: "results",
    name: { ar: "نتائج الشخص في الثانوية العامة", en: "A person's tawjihi results" },
    fields: ["results"],
    subjectFrom: "query:candidate",
  },
  {
    registry: "degreeRegistry",
    member: "MOHE",
    subsystem: "degree-registry",
    code: "degree",
    name: { ar: "بيانات الشهادة الجامعية", en: "University degree" },
    fields: [
      "number",
      "graduateNationalId",
      "university",
      "level",
      "field",
      "awardedOn",
      "accredited",
      "heldByUniversity",
    ],
    subjectFrom: "response:graduateNationalId",
  },
  {
    registry: "degreeRegistry",
    member: "MOHE",
    subsystem: "degree-registry",
    code: "degrees",
    name: { ar: "شهادات الشخص الجامعية", en: "A person's university degrees" },
    fields: ["degrees", "count"],
    subjectFrom: "query:graduate",
  },
  {
    registry: "labourRegistry",
    member: "MOL",
    subsystem: "labour-offices",
    code: "jobseeker",
    name: { ar: "التسجيل في مكتب العمل", en: "Registration as seeking work" },
    fields: ["registered", "registeredOn", "office"],
    subjectFrom: "path",
  },
  {
    registry: "healthInsuranceRegistry",
    member: "MOH",
    subsystem: "health-insurance",
    code: "file",
    name: { ar: "ملف التأمين الصحي", en: "Health insurance file" },
    fields: ["policy", "count", "members"],
    subjectFrom: "path",
  },
];

/** What these registries open to others, at the addresses of a running nation. */
export const openedByRegistries = (
  addresses: Readonly<Record<ServiceRegistry, string>>,
): ExchangeService[] =>
  opened.map(({ registry, ...service }) => ({
    ...service,
    url: `${addresses[registry]}/${service.code}`,
  }));

export const registrySubsystems = [
  { member: "PLA", code: "land-registry", name: { ar: "سجل الأراضي", en: "Land registry" } },
  { member: "MOF", code: "property-tax", name: { ar: "ضريبة الأملاك", en: "Property tax" } },
  { member: "MOE", code: "exam-results", name: { ar: "نتائج الامتحانات", en: "Exam results" } },
  { member: "MOHE", code: "degree-registry", name: { ar: "سجل الشهادات", en: "Degree registry" } },
  { member: "MOL", code: "labour-offices", name: { ar: "مكاتب العمل", en: "Labour offices" } },
  {
    member: "MOH",
    code: "health-insurance",
    name: { ar: "التأمين الصحي", en: "Health insurance" },
  },
];
