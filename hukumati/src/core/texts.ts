import type { Text } from "@gov/kit/text.ts";
import type { AskError } from "./asked.ts";
import type { SignInError } from "./sign-in.ts";

export const texts = {
  brand: { ar: "حكومتي", en: "Hukumati" },
  tagline: {
    ar: "خدمات الحكومة في هاتفك.",
    en: "Government services on your phone.",
  },
  signIn: { ar: "سجّل الدخول", en: "Sign in" },
  signOut: { ar: "سجّل الخروج", en: "Sign out" },
  signInHint: {
    ar: "تفتح صفحة الدخول الموحد، ثم تعود إلى هنا.",
    en: "The national sign-in page opens, then you come back here.",
  },
  home: { ar: "الرئيسية", en: "Home" },
  services: { ar: "الخدمات", en: "Services" },
  documents: { ar: "وثائقي", en: "Documents" },
  check: { ar: "تحقق", en: "Check" },
  sections: { ar: "أقسام التطبيق", en: "Sections of the app" },
  myApplications: { ar: "طلباتي", en: "My applications" },
  waitsForMe: { ar: "ينتظر منك", en: "Waits for you" },
  running: { ar: "قيد العمل", en: "In progress" },
  none: {
    ar: "لا طلبات لك بعد. اختر خدمة وقدّم طلبك، وسيظهر هنا.",
    en: "You have no applications yet. Choose a service and apply, and it appears here.",
  },
  nothingWaits: { ar: "لا شيء ينتظر منك الآن.", en: "Nothing waits for you now." },
  findService: { ar: "ابحث عن خدمة", en: "Find a service" },
  pay: { ar: "ادفع", en: "Pay" },
  payNow: { ar: "ادفع الرسوم", en: "Pay the fee" },
  answer: { ar: "أجب عن السؤال", en: "Answer the question" },
  inBrowser: {
    ar: "يفتح في المتصفح، وأنت داخل بحسابك.",
    en: "Opens in the browser, where you are signed in.",
  },
  receipt: { ar: "افتح الإيصال", en: "Open the receipt" },
  refresh: { ar: "حدّث", en: "Refresh" },
  asOf: { ar: "كما كانت في", en: "As of" },
  kept: {
    ar: "ما تراه محفوظ على هذا الجهاز.",
    en: "What you see is kept on this device.",
  },
  signInAgain: { ar: "ادخل من جديد", en: "Sign in again" },
  withoutAccount: {
    ar: "دون حساب: تصفح الخدمات، أو تحقق من وثيقة.",
    en: "Without an account: look through the services, or check a document.",
  },
  signInFirst: {
    ar: "سجّل الدخول لترى طلباتك ووثائقك.",
    en: "Sign in to see your applications and documents.",
  },
  whoSaw: { ar: "من اطّلع على بياناتي", en: "Who saw my data" },
  openPortal: { ar: "افتح البوابة", en: "Open the portal" },
  loading: { ar: "لحظة من فضلك…", en: "One moment…" },
  again: { ar: "حاول مرة أخرى", en: "Try again" },
  back: { ar: "رجوع", en: "Back" },
  timeline: { ar: "ماذا جرى", en: "What happened" },
  reference: { ar: "رقم الطلب", en: "Reference" },
  updated: { ar: "آخر تحديث", en: "Last update" },
  otherLanguage: { ar: "English", en: "العربية" },
} as const satisfies Record<string, Text>;

/** What happened and what to do next, for every way signing in can fail. */
export const signInErrors: Readonly<Record<SignInError, Text>> = {
  cancelled: {
    ar: "لم تكمل الدخول. يمكنك المحاولة متى شئت.",
    en: "You did not finish signing in. You can try again at any time.",
  },
  notOurs: {
    ar: "لم يبدأ هذا الدخول من هذا الهاتف. ابدأ من جديد من هنا.",
    en: "This sign-in did not start on this phone. Start again from here.",
  },
  refused: {
    ar: "انتهت صلاحية محاولة الدخول. ابدأ من جديد.",
    en: "The sign-in attempt is no longer valid. Start again.",
  },
  untrusted: {
    ar: "لم نتأكد من جواب خدمة الدخول فلم نقبله. ابدأ من جديد.",
    en: "The answer of the sign-in service could not be verified. Start again.",
  },
  unreachable: {
    ar: "لا نصل إلى خدمة الدخول الآن. تأكد من الاتصال وحاول بعد قليل.",
    en: "The sign-in service cannot be reached. Check your connection and try again shortly.",
  },
  ended: { ar: "انتهت جلستك. سجّل الدخول من جديد.", en: "Your session ended. Sign in again." },
};

/** What happened, since when, and what to do. `{since}` is a moment. */
export const askErrors: Readonly<Record<AskError, Text>> = {
  ended: signInErrors.ended,
  notFound: {
    ar: "لا نجد ما طلبته بين ما يخصك. ارجع إلى القائمة.",
    en: "This is not among what belongs to you. Go back to the list.",
  },
  offline: {
    ar: "لا اتصال بالبوابة منذ {since}. تأكد من الإنترنت في جهازك ثم حدّث.",
    en: "No connection to the portal since {since}. Check your device's internet, then refresh.",
  },
  down: {
    ar: "بوابة الخدمات متوقفة منذ {since}. لا يضيع شيء مما قدمته؛ حدّث بعد قليل.",
    en: "The portal is down since {since}. Nothing that you sent is lost; refresh in a while.",
  },
};
