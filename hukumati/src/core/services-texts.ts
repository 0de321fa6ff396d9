import type { Text } from "@gov/kit/text.ts";

export const servicesTexts = {
  title: { ar: "الخدمات", en: "Services" },
  search: { ar: "ابحث عن خدمة", en: "Search for a service" },
  searchHint: { ar: "مثل: رخصة، جواز، تأمين", en: "Like: licence, passport, insurance" },
  byNeed: { ar: "حسب الحاجة", en: "By need" },
  byInstitution: { ar: "حسب المؤسسة", en: "By institution" },
  more: { ar: "خدمات أخرى", en: "Other services" },
  results: { ar: "نتائج البحث", en: "Search results" },
  nothingFound: {
    ar: "لم نجد خدمة بهذا الاسم. جرب كلمة أقصر أو اسم المؤسسة.",
    en: "No service by that name. Try a shorter word, or the institution's name.",
  },
  none: { ar: "لا خدمات بعد.", en: "No services yet." },
  missing: {
    ar: "لا نجد هذه الخدمة. ارجع إلى القائمة وحدّثها.",
    en: "This service is not there. Go back to the list and refresh.",
  },
  giver: { ar: "من يقدمها", en: "Who provides it" },
  who: { ar: "لمن هذه الخدمة", en: "Who it is for" },
  get: { ar: "ماذا تستلم", en: "What you get" },
  cost: { ar: "كم تكلف", en: "What it costs" },
  time: { ar: "كم تستغرق", en: "How long it takes" },
  asked: { ar: "نسأل عنك بدل أن تراجع", en: "Asked for you, so that you need not go" },
  need: { ar: "ماذا تحتاج", en: "What you need" },
  steps: { ar: "كيف تسير", en: "How it goes" },
  start: { ar: "ابدأ الآن", en: "Start now" },
  startNote: {
    ar: "يفتح الطلب في المتصفح، وأنت داخل بحسابك. ما تكتبه يحفظ صفحة صفحة، وتتابعه من هنا.",
    en: "The application opens in the browser, where you are signed in. Each page is saved, and you follow it here.",
  },
} as const satisfies Record<string, Text>;
