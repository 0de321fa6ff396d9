import type { Text } from "@gov/kit/text.ts";
import type { FieldKind } from "@gov/services/language/field-schema.ts";
import type { Input } from "../inputs.ts";
import { emptyText } from "./common-parts.ts";

/** The kinds of question, as authors choose among them. */
export const kindNames: Readonly<Record<FieldKind, Text>> = {
  text: { ar: "نص", en: "Text" },
  number: { ar: "عدد", en: "Number" },
  money: { ar: "مبلغ", en: "Amount of money" },
  date: { ar: "تاريخ", en: "Date" },
  choice: { ar: "اختيار من قائمة", en: "Choice from a list" },
  nationalId: { ar: "رقم هوية", en: "Identity number" },
  phone: { ar: "رقم هاتف", en: "Telephone" },
  email: { ar: "بريد إلكتروني", en: "E-mail" },
  iban: { ar: "رقم حساب بنكي (آيبان)", en: "Bank account (IBAN)" },
  plate: { ar: "رقم مركبة", en: "Vehicle plate" },
  address: { ar: "عنوان", en: "Address" },
  declaration: { ar: "إقرار", en: "Declaration" },
  file: { ar: "ملف أو صورة", en: "File or picture" },
  group: { ar: "مجموعة أسئلة تتكرر", en: "Questions that repeat" },
};

const kinds = Object.keys(kindNames) as FieldKind[];
const notInGroups: readonly FieldKind[] = ["declaration", "file", "group"];

/** The kind of a new question; a group's own questions are plain ones. */
export const kindInput = (among: "any" | "plain"): Input => ({
  kind: "one",
  name: "kind",
  label: { ar: "نوع الجواب", en: "Kind of answer" },
  options: kinds
    .filter((kind) => among === "any" || !notInGroups.includes(kind))
    .map((kind) => ({ value: kind, label: kindNames[kind] })),
});

const blankOption = (index: number) => ({ value: `option${index}`, label: emptyText });

/** What each kind begins with, so that the new question has its shape. */
const beginnings: Partial<Record<FieldKind, object>> = {
  money: { currency: "ILS" },
  choice: { options: [blankOption(1), blankOption(2)] },
  file: { accept: ["pdf", "image"] },
  group: { itemLabel: emptyText, most: 5, fields: [] },
};

/** A new question of a kind; text where the kind is none of ours. */
export const freshField = (kind: string, named: object): unknown => {
  const known = kinds.find((one) => one === kind) ?? "text";
  return { ...named, kind: known, ...beginnings[known] };
};
