import { defineTexts, type Text } from "@gov/kit/text.ts";
import type {
  MandateEvent,
  MandateKind,
  MandateRole,
  MandateState,
  StepFailure,
} from "./mandate.ts";

export const roleTexts: Readonly<Record<MandateRole, Text>> = {
  generalManager: { ar: "المدير العام", en: "General manager" },
  authorisedSignatory: { ar: "مفوّض بالتوقيع", en: "Authorised signatory" },
  father: { ar: "الأب", en: "Father" },
  mother: { ar: "الأم", en: "Mother" },
  attorney: { ar: "وكيل", en: "Attorney" },
};

export const kindTexts: Readonly<Record<MandateKind, Text>> = {
  company: { ar: "شركة", en: "Company" },
  child: { ar: "طفل", en: "Child" },
  attorney: { ar: "توكيل", en: "Power of attorney" },
};

export const stateTexts: Readonly<Record<MandateState, Text>> = {
  proposed: { ar: "ينتظر القبول", en: "Waits for acceptance" },
  active: { ar: "سارٍ", en: "In force" },
  revoked: { ar: "ملغى", en: "Revoked" },
  expired: { ar: "منتهٍ", en: "Ended" },
  declined: { ar: "مرفوض", en: "Declined" },
};

export const eventTexts: Readonly<Record<MandateEvent | "use", Text>> = {
  propose: { ar: "أُعطي التوكيل", en: "The power of attorney was given" },
  recognise: { ar: "أثبته السجل الرسمي", en: "The official registry confirmed it" },
  accept: { ar: "قُبل", en: "It was accepted" },
  decline: { ar: "رُفض", en: "It was declined" },
  withdraw: { ar: "سُحب قبل قبوله", en: "It was withdrawn before it was accepted" },
  revoke: { ar: "أُلغي", en: "It was revoked" },
  expire: { ar: "انتهت مدته", en: "Its time ended" },
  lapse: { ar: "لم يعد في السجل الرسمي", en: "It is no longer in the official registry" },
  reconsider: { ar: "سُحب الرفض", en: "The refusal was taken back" },
  resume: { ar: "أعيد العمل به", en: "It was taken up again" },
  use: { ar: "استُعمل للدخول", en: "It was used to sign in" },
};

export const sideTexts = defineTexts({
  represented: { ar: "صاحب التوكيل", en: "The represented" },
  representative: { ar: "من يتصرف عنه", en: "Who acts for them" },
  registry: { ar: "السجل الرسمي", en: "The official registry" },
  clock: { ar: "انتهاء المدة", en: "The end of its time" },
});

export const failureTexts: Readonly<Record<StepFailure | "not-found", Text>> = {
  "not-possible": {
    ar: "تغيّر هذا التوكيل قبل وصول طلبك، فلم نغيّر شيئا. هذه حاله الآن.",
    en: "This mandate changed before your request came, so we changed nothing. This is how it stands now.",
  },
  "not-yours": {
    ar: "هذه الخطوة للطرف الآخر، فلم نغيّر شيئا.",
    en: "This step is for the other side, so we changed nothing.",
  },
  "too-late": {
    ar: "انتهت مدة هذا التوكيل، فلم نغيّر شيئا. يمكن إعطاء توكيل جديد.",
    en: "The time of this mandate is over, so we changed nothing. A new one can be given.",
  },
  "not-found": { ar: "لا يوجد توكيل كهذا.", en: "There is no such mandate." },
};

export const chooseTexts = defineTexts({
  title: { ar: "عمن تتصرف الآن؟", en: "For whom are you acting now?" },
  lede: {
    ar: "اختر مرة لهذه الخدمة. تستطيع تغيير اختيارك حين تدخل من جديد.",
    en: "Choose once for this service. You can change it when you sign in again.",
  },
  question: { ar: "أتصرف عن", en: "I am acting for" },
  myself: { ar: "نفسي", en: "Myself" },
  continue: { ar: "تابع", en: "Continue" },
  backToService: { ar: "ارجع إلى الخدمة", en: "Back to the service" },
  chooseOne: {
    ar: "اختر نفسك أو واحدا ممن تمثلهم.",
    en: "Choose yourself or one of those you represent.",
  },
  noLonger: {
    ar: "لم يعد لك أن تتصرف عمن اخترته. اختر غيره.",
    en: "You may no longer act for the one you chose. Choose another.",
  },
  companiesDown: { ar: "سجل الشركات لا يجيب الآن", en: "The companies registry does not answer now" },
  childrenDown: { ar: "السجل المدني لا يجيب الآن", en: "The civil registry does not answer now" },
  downNext: {
    ar: "قد ينقص من القائمة من تمثلهم. تابع باسمك أو حاول بعد قليل.",
    en: "Some of those you represent may be missing. Go on as yourself or try again soon.",
  },
  seen: {
    ar: "يرى من تتصرف عنه كل استعمال في صفحة التوكيلات.",
    en: "Whoever you act for sees each use on their page.",
  },
});

export const fromChild: Text = { ar: "طفلك", en: "Your child" };
