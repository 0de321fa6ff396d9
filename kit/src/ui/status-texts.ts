import { defineTexts } from "../text.ts";

/** What the pages say when something stands in the way: what happened, what it means, what to do. */
export const statusTexts = defineTexts({
  notFound: { ar: "لم نجد هذه الصفحة", en: "We did not find this page" },
  notFoundBody: {
    ar: "ربما تغيّر عنوانها أو كُتب ناقصا. ابدأ من الصفحة الأولى أو ابحث عن الخدمة باسمها.",
    en: "Its address may have changed or been typed short. Start from the first page, or search for the service by its name.",
  },
  forbidden: { ar: "هذه الصفحة ليست لحسابك", en: "This page is not for your account" },
  forbiddenBody: {
    ar: "دخلت بحساب لا يملك صلاحية فتحها. إن كنت تحتاجها فاطلب الصلاحية من مدير النظام في مؤسستك، أو ادخل بحساب آخر.",
    en: "The account you signed in with may not open it. If you need it, ask the administrator of your institution, or sign in with another account.",
  },
  badRequest: { ar: "لم نفهم ما وصلنا", en: "We could not understand what arrived" },
  badRequestBody: {
    ar: "وصل الطلب ناقصا أو قديما. ارجع إلى الصفحة السابقة وأرسله من جديد. لم يتغيّر شيء عندنا.",
    en: "The request arrived incomplete or out of date. Go back to the previous page and send it again. Nothing has changed on our side.",
  },
  expired: { ar: "انتهت جلستك", en: "Your session ended" },
  expiredBody: {
    ar: "نُنهي الجلسة بعد مدة لحماية معلوماتك. ادخل من جديد لتكمل. لم يضع شيء مما حفظته.",
    en: "We end a session after a while to protect your information. Sign in again to go on. Nothing you saved is lost.",
  },
  tooLarge: { ar: "ما أرسلته أكبر من المسموح", en: "What you sent is larger than allowed" },
  tooLargeBody: {
    ar: "لم يصلنا منه شيء. صغّر الملف أو أرسل صورة أقل دقة، ثم أرسل من جديد.",
    en: "None of it reached us. Make the file smaller, or send a less detailed picture, and send again.",
  },
  tooMany: { ar: "محاولات كثيرة في وقت قصير", en: "Too many attempts in a short time" },
  tooManyBody: {
    ar: "أوقفنا المحاولات قليلا لحماية الحسابات. انتظر ثم حاول مرة واحدة. لم يتغيّر شيء في طلباتك.",
    en: "We paused attempts to protect accounts. Wait, then try once. Nothing changed in your applications.",
  },
  fault: { ar: "تعطّل هذا الجزء عندنا", en: "This part broke down on our side" },
  faultBody: {
    ar: "الخلل منا وليس منك، وقد سُجّل عند فريق التشغيل. أعد المحاولة بعد دقائق. إن كنت أرسلت طلبا أو دفعت فستجده في صفحة خدماتي، فلا تكرر الدفع قبل أن تراجعها.",
    en: "The fault is ours, not yours, and the operations team has it on record. Try again in a few minutes. If you sent an application or paid, you will find it under My services: look there before you pay again.",
  },
  away: { ar: "الخدمة متوقفة قليلا", en: "The service is out for a moment" },
  awayBody: {
    ar: "أنظمتنا لا تجيب الآن، وستعود بعد قليل. ما وصلنا منك محفوظ. إن كنت أرسلت طلبا أو دفعت للتو فراجع صفحته قبل أن تكرر ذلك.",
    en: "Our systems do not answer right now and will be back shortly. What reached us is kept. If you have just sent an application or paid, look at its page before you do it again.",
  },
  downBody: {
    ar: "لا ذنب لك في ذلك، ولم يضع شيء مما كتبته أو دفعته. أعد المحاولة بعد قليل.",
    en: "It is not your fault, and nothing you wrote or paid is lost. Try again shortly.",
  },
  stillWorks: { ar: "ما زال يعمل", en: "What still works" },
  quote: { ar: "إذا سألتنا فاذكر الرقم", en: "If you ask us, quote the number" },
  toStart: { ar: "اذهب إلى الصفحة الأولى", en: "Go to the first page" },
  signInAgain: { ar: "ادخل من جديد", en: "Sign in again" },
  tryAgain: { ar: "حاول من جديد", en: "Try again" },
});

/** `نظام وزارة الداخلية متوقف الآن`. */
export const institutionDown = (name: Readonly<{ ar: string; en: string }>) => ({
  ar: `أنظمة ${name.ar} متوقفة الآن`,
  en: `The systems of ${name.en} are out of service now`,
});

const arabicMinutes = (minutes: number): string => {
  if (minutes === 1) return "دقيقة واحدة";
  if (minutes === 2) return "دقيقتين";
  return minutes <= 10 ? `${minutes} دقائق` : `${minutes} دقيقة`;
};

/** `حاول من جديد بعد 3 دقائق.` */
export const retryAfterText = (seconds: number) => {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return {
    ar: `حاول من جديد بعد ${arabicMinutes(minutes)}.`,
    en: `Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`,
  };
};
