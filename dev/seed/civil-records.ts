import type { NameParts } from "@gov/country/names.ts";
import { withCheckDigit } from "@gov/country/national-id.ts";
import { citizens, nationalIdOf } from "./citizens.ts";

/** A person as the civil registry answers them. */
export type CivilRecord = {
  nationalId: string;
  nameAr: NameParts;
  nameEn: NameParts;
  dateOfBirth: string;
  sex: "female" | "male";
  governorate: string;
  status: "alive" | "deceased";
  lastDocument: { kind: string; number: string };
  /** Their numbers, as far as the registry knows them. */
  parents?: { father?: string; mother?: string };
};

/** People without an account: two who may open one, one who has died, one under age. */
const others: readonly CivilRecord[] = [
  {
    nationalId: withCheckDigit("40003104"),
    nameAr: { first: "سلمى", father: "حسين", grandfather: "علي", family: "شلبي" },
    nameEn: { first: "Salma", father: "Hussein", grandfather: "Ali", family: "Shalabi" },
    dateOfBirth: "1999-03-08",
    sex: "female",
    governorate: "NBS",
    status: "alive",
    lastDocument: { kind: "idCard", number: "20591134" },
  },
  {
    nationalId: withCheckDigit("40003205"),
    nameAr: { first: "إلياس", father: "جريس", grandfather: "عيسى", family: "بنورة" },
    nameEn: { first: "Elias", father: "Jeries", grandfather: "Issa", family: "Bannoura" },
    dateOfBirth: "1987-10-21",
    sex: "male",
    governorate: "BTH",
    status: "alive",
    lastDocument: { kind: "passport", number: "PX501123" },
  },
  {
    nationalId: withCheckDigit("40000911"),
    nameAr: { first: "محمود", father: "يوسف", grandfather: "سعيد", family: "الخطيب" },
    nameEn: { first: "Mahmoud", father: "Yousef", grandfather: "Saeed", family: "Al-Khatib" },
    dateOfBirth: "1953-02-11",
    sex: "male",
    governorate: "RBH",
    status: "deceased",
    lastDocument: { kind: "idCard", number: "10077120" },
  },
  {
    nationalId: withCheckDigit("42003317"),
    nameAr: { first: "جنى", father: "عمر", grandfather: "خليل", family: "النجار" },
    nameEn: { first: "Jana", father: "Omar", grandfather: "Khalil", family: "Al-Najjar" },
    dateOfBirth: "2016-05-29",
    sex: "female",
    governorate: "NBS",
    status: "alive",
    lastDocument: { kind: "birthCertificate", number: "6620518" },
    parents: { father: nationalIdOf("omar") },
  },
];

/** Everyone the civil registry knows. */
export const civilRecords: readonly CivilRecord[] = [
  ...citizens
    .filter((citizen) => citizen.registered)
    .map(({ nationalId, name, dateOfBirth, sex, governorate, lastDocument }) => ({
      nationalId,
      nameAr: name.ar,
      nameEn: name.en,
      dateOfBirth,
      sex,
      governorate,
      status: "alive" as const,
      lastDocument,
    })),
  ...others,
];
