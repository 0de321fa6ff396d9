import type { Text } from "@gov/kit/text.ts";
import type { Type } from "./value.ts";

const names: Readonly<Record<Type["type"], Text>> = {
  any: { ar: "أي قيمة", en: "any value" },
  boolean: { ar: "نعم أو لا", en: "yes or no" },
  number: { ar: "عدد", en: "a number" },
  text: { ar: "نص", en: "text" },
  date: { ar: "تاريخ", en: "a date" },
  label: { ar: "اسم باللغتين", en: "a name in both languages" },
  money: { ar: "مبلغ", en: "an amount" },
  choice: { ar: "خيار", en: "a choice" },
  list: { ar: "قائمة", en: "a list" },
};

/** A type as authors read it. */
export const typeName = (type: Type): Text => names[type.type];
