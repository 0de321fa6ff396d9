import type { Text } from "@gov/kit/text.ts";

/** The governorates by ISO 3166-2:PS code, from north to south. */
export const governorates = {
  JEN: { ar: "جنين", en: "Jenin" },
  TBS: { ar: "طوباس", en: "Tubas" },
  TKM: { ar: "طولكرم", en: "Tulkarm" },
  NBS: { ar: "نابلس", en: "Nablus" },
  QQA: { ar: "قلقيلية", en: "Qalqilya" },
  SLT: { ar: "سلفيت", en: "Salfit" },
  RBH: { ar: "رام الله والبيرة", en: "Ramallah and Al-Bireh" },
  JRH: { ar: "أريحا والأغوار", en: "Jericho and Al-Aghwar" },
  JEM: { ar: "القدس", en: "Jerusalem" },
  BTH: { ar: "بيت لحم", en: "Bethlehem" },
  HBN: { ar: "الخليل", en: "Hebron" },
  NGZ: { ar: "شمال غزة", en: "North Gaza" },
  GZA: { ar: "غزة", en: "Gaza" },
  DEB: { ar: "دير البلح", en: "Deir al-Balah" },
  KYS: { ar: "خان يونس", en: "Khan Yunis" },
  RFH: { ar: "رفح", en: "Rafah" },
} as const satisfies Readonly<Record<string, Text>>;

export type Governorate = keyof typeof governorates;

export const governorateCodes = Object.keys(governorates) as readonly Governorate[];

/** Whether a text is the code of a governorate. */
export const isGovernorate = (code: string): code is Governorate =>
  Object.hasOwn(governorates, code);
