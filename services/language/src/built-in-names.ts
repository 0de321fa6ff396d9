import type { Known } from "./expression/names.ts";

/** What every definition's expressions may name besides its own fields and facts. */
export const builtInNames: readonly Known[] = [
  {
    name: "today",
    alias: "اليوم",
    type: { type: "date" },
    label: { ar: "تاريخ اليوم", en: "Today's date" },
  },
  {
    name: "applicant.nationalId",
    alias: "مقدم_الطلب.رقم_الهوية",
    type: { type: "text" },
    label: { ar: "رقم هويتك", en: "Your identity number" },
  },
  {
    name: "applicant.name",
    alias: "مقدم_الطلب.الاسم",
    type: { type: "label" },
    label: { ar: "اسمك", en: "Your name" },
  },
  {
    name: "applicant.phone",
    alias: "مقدم_الطلب.الهاتف",
    type: { type: "text" },
    label: { ar: "هاتفك", en: "Your phone" },
  },
  {
    name: "applicant.dateOfBirth",
    alias: "مقدم_الطلب.تاريخ_الميلاد",
    type: { type: "date" },
    label: { ar: "تاريخ ميلادك", en: "Your date of birth" },
  },
  {
    name: "case.reference",
    alias: "الطلب.الرقم",
    type: { type: "text" },
    label: { ar: "رقم الطلب", en: "Reference" },
  },
  {
    name: "case.issuedOn",
    alias: "الطلب.تاريخ_الإصدار",
    type: { type: "date" },
    label: { ar: "تاريخ الإصدار", en: "Date of issue" },
  },
  {
    name: "fee.total",
    alias: "الرسوم.المجموع",
    type: { type: "money" },
    label: { ar: "مجموع الرسوم", en: "Total fee" },
  },
];
