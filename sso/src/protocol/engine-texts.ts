import { defineTexts, type Text } from "@gov/kit/text.ts";

export const engineTexts = defineTexts({
  signOutTitle: { ar: "هل تريد الخروج؟", en: "Do you want to sign out?" },
  signOutBody: {
    ar: "تخرج من حسابك في هذا المتصفح، ومن كل خدمات الحكومة التي دخلت إليها به.",
    en: "You sign out of your account in this browser, and of every government service you entered with it.",
  },
  signOut: { ar: "اخرج", en: "Sign out" },
  stay: { ar: "ابق في حسابك", en: "Stay signed in" },
  switchTitle: { ar: "حساب آخر داخل في هذا المتصفح", en: "Another account is signed in here" },
  switchBody: {
    ar: "تابع ليخرج الحساب السابق ويدخل حسابك.",
    en: "Continue to sign the earlier account out and yours in.",
  },
  continue: { ar: "تابع", en: "Continue" },
  errorTitle: { ar: "لم نستطع إكمال الدخول", en: "We could not complete the sign-in" },
  errorExpired: {
    ar: "انتهى وقت هذا الدخول أو اكتمل من قبل. ارجع إلى الخدمة وابدأ من جديد.",
    en: "This sign-in ran out of time or was completed before. Go back to the service and start again.",
  },
  errorOfService: {
    ar: "الخدمة التي أرسلتك إلى هنا أرسلت طلبا غير صحيح. الخلل ليس منك: ارجع إليها وحاول من جديد، وإن تكرر فأبلغها بالسبب المكتوب أدناه.",
    en: "The service that sent you here made a wrong request. It is not your fault: go back and try again; if it happens again, tell the service the reason written below.",
  },
  errorOurs: {
    ar: "الخلل منا وليس منك، وسجلناه. حاول من جديد بعد دقائق.",
    en: "The fault is ours, not yours, and we recorded it. Try again in some minutes.",
  },
  tooMany: { ar: "طلبات الدخول من شبكتك كثيرة الآن", en: "Too many sign-ins from your network" },
  tooManyBody: {
    ar: "تشترك أجهزة كثيرة في عنوان الإنترنت هذا، وبدأ منه دخول أكثر مما نسمح به في هذا الوقت. حسابك لم يتأثر، ولم يضع شيء. انتظر ثم اضغط «حاول من جديد»، أو استعمل شبكة أخرى مثل بيانات هاتفك.",
    en: "Many devices share this internet address, and more sign-ins began at it than we allow in this time. Your account is not affected and nothing is lost. Wait, then press “Try again”, or use another network, such as your phone's data.",
  },
  tryAgain: { ar: "حاول من جديد", en: "Try again" },
  reason: { ar: "السبب", en: "Reason" },
});

/** `ارجع إلى بوابة الخدمات`. */
export const backTo = (name: Text): Text => ({
  ar: `ارجع إلى ${name.ar}`,
  en: `Back to ${name.en}`,
});
