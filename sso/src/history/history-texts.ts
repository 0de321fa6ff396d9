import { defineTexts } from "@gov/kit/text.ts";

export const historyTexts = defineTexts({
  title: { ar: "سجل حسابي", en: "History of my account" },
  lede: {
    ar: "كل ما جرى بحسابك ومن فعله. لا يغير أحد هذا السجل ولا يحذف منه.",
    en: "All that happened with your account, and who did it. Nobody changes or erases this record.",
  },
  back: { ar: "حسابي", en: "My account" },
  kind: { ar: "ما تريد أن تراه", en: "What to show" },
  everything: { ar: "كل شيء", en: "Everything" },
  from: { ar: "من يوم", en: "From" },
  to: { ar: "إلى يوم", en: "Until" },
  filter: { ar: "اعرض", en: "Show" },
  when: { ar: "الوقت", en: "When" },
  what: { ar: "ما حدث", en: "What happened" },
  service: { ar: "الخدمة", en: "Service" },
  device: { ar: "الجهاز", en: "Device" },
  place: { ar: "من الشبكة", en: "From network" },
  nothing: { ar: "لا شيء في هذه المدة", en: "Nothing in this time" },
  nothingBody: { ar: "وسع المدة أو اختر كل شيء.", en: "Widen the time or choose everything." },
  download: { ar: "نزل السجل", en: "Download the history" },
  csv: { ar: "جدول (CSV)", en: "A table (CSV)" },
  json: { ar: "بيانات (JSON)", en: "Data (JSON)" },
  by: { ar: "فعله", en: "Done by" },
  reason: { ar: "السبب", en: "Reason" },
});
