import type { Text } from "@gov/kit/text.ts";
import type { AskError } from "./applications.ts";
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
  myApplications: { ar: "طلباتي", en: "My applications" },
  waitsForMe: { ar: "ينتظر منك", en: "Waits for you" },
  running: { ar: "قيد العمل", en: "In progress" },
  none: {
    ar: "لا طلبات لك بعد. قدّم من بوابة الخدمات وستظهر هنا.",
    en: "You have no applications yet. Apply on the portal and they appear here.",
  },
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

export const askErrors: Readonly<Record<AskError, Text>> = {
  ended: signInErrors.ended,
  notFound: { ar: "لا نجد هذا الطلب بين طلباتك.", en: "This is not one of your applications." },
  unreachable: {
    ar: "لا نصل إلى بوابة الخدمات الآن. طلباتك محفوظة؛ حاول بعد قليل.",
    en: "The portal cannot be reached now. Your applications are safe; try again shortly.",
  },
};
