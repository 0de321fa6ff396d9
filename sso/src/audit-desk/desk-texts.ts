import { defineTexts, type Text } from "@gov/kit/text.ts";

export const deskTexts = defineTexts({
  title: { ar: "سجل ما جرى", en: "Audit" },
  lede: {
    ar: "اطلاعك هنا يسجل أيضا، ويراه من تسأل عنه.",
    en: "That you read here is written down too, and seen by whom you ask about.",
  },
  office: { ar: "مكتب الدخول الموحد", en: "Sign-in office" },
  event: { ar: "ما حدث", en: "What happened" },
  any: { ar: "كل شيء", en: "Anything" },
  who: { ar: "رقم الهوية أو اسم المستخدم", en: "Identity number or username" },
  actor: { ar: "من فعله", en: "Done by" },
  client: { ar: "معرف الخدمة", en: "Service id" },
  from: { ar: "من يوم", en: "From" },
  to: { ar: "إلى يوم", en: "Until" },
  show: { ar: "اعرض", en: "Show" },
  when: { ar: "الوقت", en: "When" },
  about: { ar: "عن", en: "About" },
  service: { ar: "الخدمة", en: "Service" },
  address: { ar: "العنوان", en: "Address" },
  nothing: { ar: "لا شيء يطابق", en: "Nothing fits" },
  nobody: { ar: "لا حساب بهذا الرقم أو الاسم", en: "There is no account with this number or name" },
  export: { ar: "نزل ما يطابق (CSV)", en: "Download what fits (CSV)" },
  exportHint: {
    ar: "100000 سطر على الأكثر، الأحدث أولا.",
    en: "At most 100,000 lines, newest first.",
  },
});

/** `السلسلة: 1200 حدث، ينتظر 3`. */
export const chainText = (position: bigint, unsealed: number): Text => ({
  ar: `حلقات السلسلة: ${position}، وينتظر الربط: ${unsealed}`,
  en: `Links in the chain: ${position}; waiting to be linked: ${unsealed}`,
});
