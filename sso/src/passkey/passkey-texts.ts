import { defineTexts } from "@gov/kit/text.ts";

export const passkeyTexts = defineTexts({
  use: { ar: "ادخل بمفتاح المرور", en: "Sign in with a passkey" },
  or: { ar: "أو", en: "or" },
  useHint: {
    ar: "بصمتك أو وجهك أو رمز قفل جهازك، بلا كلمة سر ولا رسالة.",
    en: "Your fingerprint, face or screen lock; no password and no message.",
  },
  title: { ar: "أثبت أنك أنت بمفتاح المرور", en: "Prove that it is you with your passkey" },
  lede: {
    ar: "اضغط الزر، ثم ضع بصمتك أو اكتب رمز قفل جهازك.",
    en: "Press the button, then use your fingerprint, face or screen lock.",
  },
  noScript: {
    ar: "مفتاح المرور يحتاج إلى JavaScript، وهو موقوف في هذا المتصفح. شغّله، أو استعمل متصفحا آخر.",
    en: "A passkey needs JavaScript, which is off in this browser. Turn it on, or use another browser.",
  },
  failed: { ar: "لم يقبل مفتاح المرور", en: "The passkey was not accepted" },
  cancelled: {
    ar: "لم يكتمل. حاول من جديد، أو ادخل بطريقة أخرى.",
    en: "It was not completed. Try again, or use another way.",
  },
  stale: {
    ar: "بقيت الصفحة مفتوحة طويلا أو استُعمل الجواب. اضغط الزر من جديد.",
    en: "The page was open for too long, or the answer was used. Press the button again.",
  },
  unknown: {
    ar: "لا حساب هنا بهذا المفتاح. ادخل بكلمة السر، واحذف المفتاح القديم من جهازك.",
    en: "No account here has this passkey. Sign in with your password, and delete the old key from your device.",
  },
  refused: {
    ar: "لم يثبت جهازك أنك أنت: يلزم بصمة أو وجه أو رمز قفل. حاول من جديد أو ادخل بطريقة أخرى.",
    en: "Your device did not prove that it is you: a fingerprint, face or screen lock is needed. Try again or use another way.",
  },
  copied: {
    ar: "يبدو أن نسخة من هذا المفتاح تُستعمل في مكان آخر، فأوقفناه. ادخل بكلمة السر، ثم احذف المفتاح من «أمان الدخول» وأضف غيره.",
    en: "A copy of this passkey seems to be in use elsewhere, so we stopped it. Sign in with your password, then remove it under “Sign-in security” and add another.",
  },
  "other-person": {
    ar: "هذا مفتاح حساب آخر. استعمل مفتاح هذا الحساب، أو ارجع وادخل بالحساب الآخر.",
    en: "This passkey is of another account. Use one of this account, or go back and sign in with the other.",
  },
  malformed: {
    ar: "لم يصل جواب جهازك كاملا. اضغط الزر من جديد.",
    en: "The answer of your device did not arrive whole. Press the button again.",
  },
});
