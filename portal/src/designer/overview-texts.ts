import { defineTexts, type Text } from "@gov/kit/text.ts";
import type { Tab } from "./edit/parts/parts.ts";

/** What the page of one service says. */
export const overviewTexts = defineTexts({
  parts: { ar: "أجزاء الخدمة", en: "The parts of the service" },
  missing: { ar: "ما ينقص قبل النشر", en: "What is missing before publication" },
  missingNone: { ar: "لا ينقص شيء: يمكن إرسالها للمراجعة.", en: "Nothing: it can go to review." },
  unchecked: {
    ar: "منصة التبادل لا تجيب: لم تُفحص السجلات التي تُسأل",
    en: "The exchange does not answer: the registries asked were not checked",
  },
  uncheckedBody: {
    ar: "كل ما سواها فُحص. حدّث الصفحة بعد قليل لتُفحص هي أيضا.",
    en: "All else was. Reload this page shortly to have them checked, too.",
  },
  more: { ar: "وغيرها. تظهر بعد إصلاح ما سبق.", en: "And more. They show once these are mended." },
  unsaved: { ar: "حُفظ", en: "Saved" },
  steps: { ar: "آخر التعديلات", en: "Last changes" },
  what: { ar: "ماذا", en: "What" },
  who: { ar: "من", en: "Who" },
  when: { ar: "متى", en: "When" },
  undo: { ar: "تراجع عن", en: "Undo" },
  redo: { ar: "أعد", en: "Redo" },
  nothingToUndo: { ar: "لا شيء يُتراجع عنه.", en: "There is nothing to undo." },
  tools: { ar: "جرّب وانقل", en: "Try and carry" },
  preview: { ar: "جرّبها كما يراها الناس", en: "Try it as people will see it" },
  dryRun: { ar: "من كان سيتغير عليه شيء؟", en: "Who would have been affected?" },
  versions: { ar: "النسخ والسجل", en: "Versions and history" },
  import: { ar: "استورد من ملف", en: "Import from a file" },
  export: { ar: "صدّر إلى ملف", en: "Export to a file" },
  review: { ar: "المراجعة والنشر", en: "Review and publication" },
  submit: { ar: "أرسل للمراجعة", en: "Send for review" },
  submitWords: { ar: "ماذا غيّرت ولماذا؟", en: "What did you change, and why?" },
  submitWordsHint: {
    ar: "يقرؤها زميلك الذي سيراجع. يمكن تركها فارغة.",
    en: "The colleague who reviews it reads this. You may leave it empty.",
  },
  discard: { ar: "احذف المسودة", en: "Discard the draft" },
  discardHint: {
    ar: "تبقى النسخة المنشورة كما هي، وتبقى خطوات المسودة في السجل.",
    en: "The published version stays as it is, and the draft's steps stay in the history.",
  },
  discardSure: { ar: "نعم، احذف المسودة", en: "Yes, discard the draft" },
  noDraft: { ar: "لا أحد يعمل على نسخة جديدة", en: "Nobody is writing a new version" },
  noDraftBody: {
    ar: "ابدأ مسودة من النسخة المنشورة. لا يتغير شيء على الناس حتى تُنشر.",
    en: "Begin a draft from the published version. Nothing changes for people until it is published.",
  },
  begin: { ar: "ابدأ نسخة جديدة", en: "Begin a new version" },
  seePublished: { ar: "افتح صفحة الخدمة المنشورة", en: "Open the published page" },
  lockedTitle: { ar: "المسودة مقفلة", en: "The draft is locked" },
  lockedBody: {
    ar: "هي قيد المراجعة أو معتمدة. استرجعها من صفحة المراجعة لتعدّلها.",
    en: "It is under review or approved. Take it back on the review page to change it.",
  },
  begunFromVersion: { ar: "بدأ مسودة من النسخة", en: "Began a draft from version" },
  problems: { ar: "ملاحظات", en: "to mend" },
});

export const partTexts = {
  about: { ar: "الخدمة ومن يستطيع التقديم", en: "The service and who may apply" },
  pages: { ar: "الصفحات والأسئلة", en: "Pages and questions" },
  bindings: { ar: "ما تعرفه السجلات", en: "What registries know" },
  eligibility: { ar: "شروط الاستحقاق", en: "Eligibility" },
  fees: { ar: "الرسوم", en: "Fees" },
  workflow: { ar: "سير العمل", en: "Workflow" },
  documents: { ar: "الوثائق الصادرة", en: "Documents issued" },
  notifications: { ar: "الرسائل", en: "Messages" },
  texts: { ar: "النصوص باللغتين", en: "Texts in both languages" },
} as const satisfies Record<Tab, Text>;
