import { defineTexts } from "../../text.ts";
import type { Choice } from "../choice-fields.ts";
import type { Html } from "../html.ts";

export const brand = { ar: "حكومتي", en: "Hukumati" };

export const errorTexts = defineTexts({
  nationalId: {
    ar: "رقم الهوية تسعة أرقام، وكتبت 5. راجعه على بطاقتك، مثل 901234567.",
    en: "The identity number has nine digits and you entered 5. Check it on your card.",
  },
  plate: {
    ar: "رقم المركبة لا يطابق الصيغة. اكتبه كما على اللوحة، مثل 7-4821-H.",
    en: "The plate does not have the right form. Write it as on the plate, such as 7-4821-H.",
  },
  amount: { ar: "اكتب المبلغ مع منزلتين، مثل 35.00.", en: "Enter the amount, such as 35.00." },
  choose: { ar: "اختر نعم أو لا.", en: "Choose yes or no." },
  declare: { ar: "ضع علامة لتقر بذلك.", en: "Tick to declare this." },
});

export const governorates: readonly Choice[] = [
  { value: "RBH", label: { ar: "رام الله والبيرة", en: "Ramallah and Al-Bireh" } },
  { value: "NBS", label: { ar: "نابلس", en: "Nablus" } },
  { value: "HBN", label: { ar: "الخليل", en: "Hebron" } },
  { value: "GZA", label: { ar: "غزة", en: "Gaza" } },
];

export const reasons = (reveals: Html): readonly Choice[] => [
  { value: "lost", label: { ar: "ضاعت", en: "It was lost" }, reveals },
  { value: "stolen", label: { ar: "سُرقت", en: "It was stolen" } },
  {
    value: "damaged",
    label: { ar: "تلفت", en: "It is damaged" },
    hint: { ar: "أحضر القديمة معك عند التسلم.", en: "Bring the old one when you collect." },
  },
];
