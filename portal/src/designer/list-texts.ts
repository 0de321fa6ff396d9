import { defineTexts, type Text } from "@gov/kit/text.ts";
import type { DraftState } from "./draft.ts";

/** What the list of services and the page of a new one say. */
export const listTexts = defineTexts({
  below: {
    ar: "ما تقدمه مؤسستك للناس، وما يكتبه مصمموها الآن.",
    en: "What your institution offers, and what its designers are writing now.",
  },
  service: { ar: "الخدمة", en: "Service" },
  published: { ar: "المنشور", en: "Published" },
  draft: { ar: "المسودة", en: "Draft" },
  cases: { ar: "طلبات جارية", en: "Open requests" },
  never: { ar: "لم تُنشر بعد", en: "Not published yet" },
  noDraft: { ar: "لا مسودة", en: "No draft" },
  none: { ar: "لا خدمات بعد", en: "No services yet" },
  noneBody: {
    ar: "ابدأ خدمة من الصفر أو من قالب جاهز.",
    en: "Begin one from nothing or from a template.",
  },
  create: { ar: "ابدأ خدمة جديدة", en: "Begin a new service" },
  newTitle: { ar: "خدمة جديدة", en: "A new service" },
  template: { ar: "من أين تبدأ؟", en: "What do you start from?" },
  nothing: { ar: "من الصفر", en: "From nothing" },
  nothingHint: { ar: "تكتب كل جزء بنفسك.", en: "You write every part yourself." },
  titleAr: { ar: "اسم الخدمة بالعربية", en: "Name of the service in Arabic" },
  titleEn: { ar: "اسم الخدمة بالإنجليزية", en: "Name of the service in English" },
  titleHint: {
    ar: "كما يقوله الناس: «ترخيص بسطة»، لا «نموذج رقم 12».",
    en: "As people call it: “Permit for a street stall”, not “Form 12”.",
  },
  code: { ar: "عنوان الخدمة", en: "Address of the service" },
  codeHint: {
    ar: "كلمات إنجليزية صغيرة بينها شرطة. لا يتغير بعد الآن. مثال: street-stall",
    en: "Small English words with hyphens between. It never changes. For example: street-stall",
  },
  prefix: { ar: "بادئة أرقام الطلبات", en: "Prefix of request numbers" },
  prefixHint: {
    ar: "حرفان إلى أربعة أحرف إنجليزية كبيرة، لهذه الخدمة وحدها. مثال: SP",
    en: "Two to four capital letters, for this service alone. For example: SP",
  },
  begin: { ar: "ابدأ الخدمة", en: "Begin the service" },
  needTitle: { ar: "اكتب اسم الخدمة.", en: "Write the name of the service." },
  needCode: {
    ar: "اكتب عنوانا من أحرف إنجليزية صغيرة وأرقام وشرطات، يبدأ بحرف.",
    en: "Write an address of small letters, digits and hyphens that begins with a letter.",
  },
  codeTaken: {
    ar: "في مؤسستك خدمة بهذا العنوان. اختر غيره.",
    en: "Your institution has a service at this address. Choose another.",
  },
  needPrefix: {
    ar: "اكتب حرفين إلى أربعة أحرف إنجليزية كبيرة.",
    en: "Write two to four capital letters.",
  },
  prefixTaken: {
    ar: "البادئة لخدمة أخرى. اختر غيرها.",
    en: "Another service has this prefix. Choose another.",
  },
  needTemplate: { ar: "اختر من أين تبدأ.", en: "Choose what you start from." },
  begunEmpty: { ar: "بدأ الخدمة من الصفر", en: "Began the service from nothing" },
  begunFrom: { ar: "بدأ الخدمة من قالب", en: "Began the service from a template" },
});

/** Where a draft stands, as a tag. */
export const stateTexts = {
  editing: { ar: "قيد الكتابة", en: "Being written" },
  inReview: { ar: "قيد المراجعة", en: "Under review" },
  approved: { ar: "معتمدة", en: "Approved" },
} as const satisfies Record<DraftState, Text>;

export const stateTones = { editing: "done", inReview: "waits", approved: "runs" } as const;

/** `النسخة 3`. */
export const versionText = (version: number): Text => ({
  ar: `النسخة ${version}`,
  en: `Version ${version}`,
});
