import { defineTexts, type Text } from "@gov/kit/text.ts";

export const approvalTexts = defineTexts({
  title: { ar: "وافق في تطبيق حكومتي", en: "Approve in the Hukumati app" },
  lede: {
    ar: "افتح التطبيق على هاتفك واختر هذا الرقم.",
    en: "Open the app on your phone and choose this number.",
  },
  number: { ar: "الرقم", en: "Number" },
  service: { ar: "الخدمة", en: "Service" },
  domain: { ar: "العنوان", en: "Address" },
  compare: {
    ar: "يُظهر التطبيق الخدمة والعنوان نفسيهما. إن اختلفا، أو لم تطلب هذا الدخول، فاضغط «ارفض».",
    en: "The app shows the same service and address. If they differ, or you did not ask for this, press “Refuse”.",
  },
  waits: {
    ar: "تُحدَّث هذه الصفحة وحدها، دقيقتين على الأكثر.",
    en: "This page looks by itself, for two minutes at most.",
  },
  look: { ar: "وافقتُ، تابع", en: "I approved, continue" },
  again: { ar: "اسأل من جديد", en: "Ask again" },
  expired: { ar: "انتهى وقت الموافقة", en: "The time to approve is over" },
  expiredNext: {
    ar: "لم يصل جواب خلال دقيقتين. اسأل من جديد، أو ادخل بطريقة أخرى.",
    en: "No answer came within two minutes. Ask again, or use another way.",
  },
  refused: { ar: "لم يوافَق على الدخول", en: "The sign-in was not approved" },
  refusedNext: {
    ar: "رُفض في التطبيق، أو اختير رقم آخر. اسأل من جديد، أو ادخل بطريقة أخرى.",
    en: "It was refused in the app, or another number was chosen. Ask again, or use another way.",
  },
  none: { ar: "لم نسأل تطبيقك بعد", en: "Your app was not asked yet" },
  noneNext: {
    ar: "دخول آخر ينتظر جوابك في التطبيق، أو سألنا مرات كثيرة. أجب هناك أو انتظر دقيقتين، أو ادخل بطريقة أخرى.",
    en: "Another sign-in waits for your answer in the app, or we asked too often. Answer there or wait two minutes, or use another way.",
  },
  apps: { ar: "تطبيقات توافق على الدخول", en: "Apps that approve sign-ins" },
  appsAbout: {
    ar: "هاتف فيه تطبيق حكومتي يوافق على دخولك من جهاز آخر. يضيف التطبيق نفسه حين تدخل إليه وتسمح.",
    en: "A phone with the Hukumati app approves your sign-in on another device. The app adds itself once you sign in to it and allow it.",
  },
  noApps: { ar: "لا تطبيقات بعد.", en: "No apps yet." },
  app: { ar: "تطبيق يوافق على الدخول", en: "An app that approves sign-ins" },
  removeTitle: { ar: "احذف التطبيق؟", en: "Remove the app?" },
  removeBody: {
    ar: "لن يوافق هذا التطبيق على دخولك بعد الآن.",
    en: "This app will not approve your sign-ins any more.",
  },
});

/** What the app's requests are told. */
export const approvalProblems: Readonly<Record<string, Text>> = {
  ended: {
    ar: "انتهى الدخول الذي أعطي فيه هذا الرمز. ادخل إلى التطبيق من جديد.",
    en: "The sign-in that this access token was given in has ended. Sign in to the app again.",
  },
  person: {
    ar: "هذا الرمز ليس لمواطن نعرفه.",
    en: "The access token is not of a citizen that we know.",
  },
  bound: {
    ar: "اطلب رمزا مربوطا بمفتاح التطبيق نفسه (DPoP).",
    en: "Ask for an access token that is bound to this very key (DPoP).",
  },
  "not-registered": {
    ar: "هذا المفتاح غير مسجل لهذا الحساب. سجل الجهاز أولا.",
    en: "This key is not registered for this account. Register the device first.",
  },
  "too-many": {
    ar: "لهذا الحساب أكثر عدد من الأجهزة. احذف واحدا أولا.",
    en: "This account has as many devices as it may. Remove one first.",
  },
  "not-pending": {
    ar: "لا يوجد دخول بهذا الرقم ينتظر جوابا.",
    en: "No sign-in with this id waits for an answer.",
  },
  "not-signed": {
    ar: "لم يوقع مفتاح هذا الجهاز القرار.",
    en: "The decision is not signed by this device's key.",
  },
  "other-question": {
    ar: "القرار عن سؤال آخر: وقّع challenge الذي وصل مع هذا.",
    en: "The decision is about another question: sign the challenge that came with this one.",
  },
};
