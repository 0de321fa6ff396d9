import type { Text } from "@gov/kit/text.ts";
import type { Governorate } from "@gov/country/governorates.ts";
import { withCheckDigit } from "@gov/country/national-id.ts";
import { nationalIdOf } from "./citizens.ts";

/** A parcel of land as the land registry answers it. */
export type Parcel = {
  /** Basin and parcel: `14-207`. */
  number: string;
  ownerNationalId: string;
  ownerName: Text;
  locality: Text;
  governorate: Governorate;
  basinName: Text;
  areaSquareMetres: number;
  kind: "mulk" | "miri";
  /** `settlement`: its owners are still being established, so nothing can be extracted. */
  status: "registered" | "settlement";
  /** The owner's share, as the register writes it. */
  share: string;
  /** A mortgage or an attachment, as the extract must tell. */
  encumbrance: Text | null;
};

/** Sara's father, who has died; his land is still in his name. */
export const deceasedFather = withCheckDigit("40000911");

const clear = { kind: "mulk", status: "registered", share: "1/1", encumbrance: null } as const;

/** Five parcels, invented: one in order, one shared, one mortgaged, one unsettled, one inherited. */
export const parcels: readonly Parcel[] = [
  {
    ...clear,
    number: "14-207",
    ownerNationalId: nationalIdOf("fatima"),
    ownerName: { ar: "فاطمة علي عيسى دراغمة", en: "Fatima Ali Issa Daraghmeh" },
    locality: { ar: "طوباس", en: "Tubas" },
    governorate: "TBS",
    basinName: { ar: "خلة اللوز", en: "Khallet al-Loz" },
    areaSquareMetres: 2_340,
    kind: "miri",
  },
  {
    ...clear,
    number: "33-58",
    ownerNationalId: nationalIdOf("yousef"),
    ownerName: { ar: "يوسف عبد الرحمن صالح عودة", en: "Yousef Abd-al-Rahman Saleh Odeh" },
    locality: { ar: "الخليل", en: "Hebron" },
    governorate: "HBN",
    basinName: { ar: "وادي الهرية", en: "Wadi al-Hariyya" },
    areaSquareMetres: 812,
    share: "2/5",
  },
  {
    ...clear,
    number: "7-119",
    ownerNationalId: nationalIdOf("tariq"),
    ownerName: { ar: "طارق زياد فؤاد جرار", en: "Tariq Ziad Fouad Jarrar" },
    locality: { ar: "جنين", en: "Jenin" },
    governorate: "JEN",
    basinName: { ar: "المراح", en: "Al-Marah" },
    areaSquareMetres: 1_105,
    encumbrance: {
      ar: "رهن من الدرجة الأولى لصالح بنك",
      en: "First-degree mortgage in favour of a bank",
    },
  },
  {
    ...clear,
    number: "21-440",
    ownerNationalId: nationalIdOf("omar"),
    ownerName: { ar: "عمر خليل أحمد النجار", en: "Omar Khalil Ahmad Al-Najjar" },
    locality: { ar: "نابلس", en: "Nablus" },
    governorate: "NBS",
    basinName: { ar: "الطور", en: "At-Tur" },
    areaSquareMetres: 560,
    status: "settlement",
  },
  {
    ...clear,
    number: "9-76",
    ownerNationalId: deceasedFather,
    ownerName: { ar: "محمود يوسف سعيد الخطيب", en: "Mahmoud Yousef Saeed Al-Khatib" },
    locality: { ar: "البيرة", en: "Al-Bireh" },
    governorate: "RBH",
    basinName: { ar: "الجنان", en: "Al-Jinan" },
    areaSquareMetres: 1_018,
  },
];
