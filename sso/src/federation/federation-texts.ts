import { defineTexts, type Text } from "@gov/kit/text.ts";
import type { NotRecognised } from "./recognise.ts";
import type { VisitFailure } from "./visit.ts";

export const federationTexts = defineTexts({
  use: { ar: "ادخل بحساب مؤسستك", en: "Sign in with your institution" },
  chooseTitle: { ar: "من أي مؤسسة أنت؟", en: "Which institution are you from?" },
  chooseBody: {
    ar: "نأخذك إلى صفحة دخول مؤسستك ثم نعيدك إلى هنا.",
    en: "We take you to your institution's sign-in page and back here.",
  },
  none: { ar: "لا مؤسسة لها دخول خاص الآن", en: "No institution has its own sign-in now" },
  back: { ar: "ارجع إلى الدخول باسم المستخدم", en: "Back to signing in with a username" },
  notSignedIn: { ar: "لم تدخل", en: "You are not signed in" },
});

export type FederationFailure = VisitFailure | NotRecognised;

/** Why somebody was not signed in by their institution, and what to do. */
export const failureTexts: Readonly<Record<FederationFailure, Text>> = {
  unreachable: {
    ar: "صفحة دخول مؤسستك لا تجيب الآن. حاول بعد قليل، أو ادخل باسم المستخدم وكلمة السر.",
    en: "Your institution's sign-in does not answer now. Try again in a while, or use your username and password.",
  },
  refused: {
    ar: "لم تكمل الدخول عند مؤسستك، أو رفضته هي. ابدأ من جديد.",
    en: "You did not finish signing in at your institution, or it refused. Start again.",
  },
  "not-believed": {
    ar: "جاء جواب مؤسستك غير سليم فلم نقبله. ابدأ من جديد، وإن تكرر فأخبر الدعم الفني فيها.",
    en: "Your institution's answer was not sound, so it was not accepted. Start again; if it happens again tell its support.",
  },
  "not-known": {
    ar: "لا نعرف هذا الحساب. اطلب من مسؤول الحسابات في مؤسستك أن يدعوك.",
    en: "This account is not known here. Ask your institution's administrator to invite you.",
  },
  "other-person": {
    ar: "هذا الموظف مرتبط بحساب آخر في مؤسستك. راجع مسؤول الحسابات فيها.",
    en: "This employee is linked to another account of your institution. See its administrator.",
  },
  suspended: {
    ar: "حسابك هنا موقوف. راجع مسؤول الحسابات في مؤسستك.",
    en: "Your account here is suspended. See your institution's administrator.",
  },
  "set-up-first": {
    ar: "مؤسستك لم تطلب منك خطوة ثانية، وليس لك تطبيق رموز هنا. جهّز حسابك بالرابط المرسل إلى هاتفك أولا.",
    en: "Your institution asked for no second step and you have no authenticator here. Set your account up with the link on your phone first.",
  },
};
