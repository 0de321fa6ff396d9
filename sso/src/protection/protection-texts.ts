import { defineTexts } from "@gov/kit/text.ts";

export const protectionTexts = defineTexts({
  title: { ar: "هل توقف حسابك الحكومي؟", en: "Suspend your government account?" },
  lede: {
    ar: "افعل هذا إن لم تكن أنت من فعل ما أخبرناك به.",
    en: "Do this if what we told you of was not done by you.",
  },
  what: { ar: "ما سيحدث", en: "What will happen" },
  nobody: {
    ar: "لا يدخل أحد إلى حسابك، ولا أنت، إلى أن تثبت هويتك.",
    en: "Nobody signs in to your account, not even you, until you prove who you are.",
  },
  everywhere: {
    ar: "يخرج كل من دخله الآن، من كل جهاز وخدمة وتطبيق.",
    en: "Whoever is in it now is signed out of every device, service and app.",
  },
  safe: {
    ar: "لا يحذف شيء: تبقى طلباتك ووثائقك ومدفوعاتك.",
    en: "Nothing is erased: your applications, documents and payments stay.",
  },
  suspend: { ar: "لست أنا: أوقف الحساب", en: "It was not me: suspend the account" },
  itWasMe: {
    ar: "إن كنت أنت فأغلق هذه الصفحة. لم يتغير شيء.",
    en: "If it was you, close this page. Nothing has changed.",
  },
  doneTitle: { ar: "أوقفنا حسابك", en: "Your account is suspended" },
  doneBody: {
    ar: "خرج كل من كان فيه. أرسلنا إليك رسالة تؤكد ذلك.",
    en: "Whoever was in it is signed out. We sent you a message that confirms it.",
  },
  alreadyBody: {
    ar: "كان حسابك موقوفا من قبل، وما زال.",
    en: "Your account was suspended before, and still is.",
  },
  recover: {
    ar: "استعد حسابك من صفحة الدخول إن كان هاتفك بيدك.",
    en: "Recover your account from the sign-in page if you have your phone.",
  },
  counter: {
    ar: "أو زر أقرب مكتب خدمة ومعك بطاقة هويتك. يراجع موظفان طلبك، فلا يعيده إليك أحد وحده.",
    en: "Or visit the nearest service office with your identity card. Two officials review it, so nobody alone hands your account over.",
  },
  password: {
    ar: "إن كنت تستعمل كلمة السر نفسها في مواقع أخرى فغيرها هناك.",
    en: "If you use the same password on other sites, change it there.",
  },
  badTitle: { ar: "هذا الرابط لا يصلح الآن", en: "This link does not work now" },
  badBody: {
    ar: "مر عليه شهر، أو عاد الحساب إليك بعده، أو لم يصل كاملا. انسخه كله من الرسالة. وإن كنت ما زلت تشك في دخول لم تقم به فافتح صفحة الأجهزة أو زر أقرب مكتب خدمة.",
    en: "It is older than a month, or the account came back to you after it, or part of it is missing: copy all of it from the message. If you still suspect a sign-in, open the devices page or visit the nearest service office.",
  },
  devices: { ar: "افتح صفحة الأجهزة", en: "Open the devices page" },
});
