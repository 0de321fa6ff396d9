import { defineTexts, type Text } from "@gov/kit/text.ts";

export const setUpTexts = defineTexts({
  title: { ar: "جهّز حسابك الوظيفي", en: "Set up your staff account" },
  passwordLede: {
    ar: "خطوتان: اختر كلمة سر، ثم اربط تطبيق الرموز على هاتفك.",
    en: "Two steps: choose a password, then link the authenticator on your phone.",
  },
  name: { ar: "الاسم", en: "Name" },
  institution: { ar: "المؤسسة", en: "Institution" },
  username: { ar: "اسم المستخدم", en: "Username" },
  password: { ar: "كلمة السر", en: "Password" },
  passwordHint: {
    ar: "12 حرفا على الأقل. جملة تتذكرها أقوى من كلمة صعبة.",
    en: "At least 12 characters. A sentence that you remember is stronger than a hard word.",
  },
  passwordEmpty: { ar: "اكتب كلمة سر.", en: "Enter a password." },
  passwordShort: {
    ar: "كلمة السر قصيرة: اكتب 12 حرفا على الأقل.",
    en: "The password is short: enter at least 12 characters.",
  },
  passwordLong: {
    ar: "كلمة السر 256 حرفا على الأكثر.",
    en: "A password has at most 256 characters.",
  },
  passwordIsName: {
    ar: "لا تستعمل اسم المستخدم كلمة سر.",
    en: "Do not use the username as the password.",
  },
  continue: { ar: "تابع", en: "Continue" },
  linkTitle: { ar: "اربط تطبيق الرموز", en: "Link the authenticator" },
  linkLede: {
    ar: "افتح تطبيق الرموز على هاتفك (مثل Aegis أو Google Authenticator)، وصوّر المربع، ثم اكتب الرمز الظاهر.",
    en: "Open an authenticator on your phone (such as Aegis or Google Authenticator), scan the square, then enter the code it shows.",
  },
  qr: { ar: "مربع يقرؤه تطبيق الرموز", en: "Square that the authenticator reads" },
  openApp: { ar: "أنا على الهاتف: افتح التطبيق", en: "I am on the phone: open the app" },
  byHand: { ar: "أو اكتب هذا المفتاح في التطبيق", en: "Or type this key into the app" },
  code: { ar: "الرمز", en: "Code" },
  codeHint: {
    ar: "ستة أرقام، تتغيّر كل 30 ثانية.",
    en: "Six digits; they change every 30 seconds.",
  },
  codeEmpty: { ar: "اكتب الرمز.", en: "Enter the code." },
  codeShape: { ar: "الرمز ستة أرقام.", en: "The code has six digits." },
  codeWrong: {
    ar: "الرمز غير صحيح. اكتب الرمز الظاهر الآن، وتأكد من ساعة هاتفك.",
    en: "The code is not right. Enter the one shown now, and check your phone's clock.",
  },
  finish: { ar: "أنهِ التجهيز", en: "Finish" },
  doneTitle: { ar: "حسابك جاهز", en: "Your account is ready" },
  doneBody: {
    ar: "ادخل باسم المستخدم وكلمة السر والرمز من تطبيقك.",
    en: "Sign in with your username, your password and the code of your authenticator.",
  },
  doneNext: {
    ar: "لا تعط الرمز أحدا، ولو قال إنه من الوزارة.",
    en: "Give the code to nobody, even if they say they are from the ministry.",
  },
  signIn: { ar: "ادخل", en: "Sign in" },
  goneTitle: { ar: "هذا الرابط لم يعد يصلح", en: "This link no longer works" },
  goneBody: {
    ar: "استُعمل، أو انتهى وقته، أو أُرسل بعده رابط أحدث. اطلب من مسؤول الحسابات في مؤسستك رابطا جديدا.",
    en: "It was used, its time ran out, or a newer one was sent. Ask the administrator of accounts in your institution for a new one.",
  },
  office: { ar: "مكتب الدخول الموحد", en: "Sign-in office" },
  busy: {
    ar: "الخدمة مشغولة. انتظر ثوان ثم اضغط تابع.",
    en: "The service is busy. Wait some seconds, then continue.",
  },
});

/** What is sent to the phone of whoever is to set up an account. */
export const setUpMessage = (url: string, days: number): string =>
  `جهّز حسابك الوظيفي خلال ${days} أيام\nSet up your staff account within ${days} days\n${url}`;

export const setUpMailSubject: Text = {
  ar: "جهّز حسابك الوظيفي",
  en: "Set up your staff account",
};
