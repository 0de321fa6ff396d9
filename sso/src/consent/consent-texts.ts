import { defineTexts, type Text } from "@gov/kit/text.ts";

export const consentTexts = defineTexts({
  allow: { ar: "أوافق وأتابع", en: "Allow and continue" },
  refuse: { ar: "لا أوافق", en: "Refuse" },
  openApp: { ar: "تابع إلى التطبيق", en: "Continue to the app" },
  notThis: { ar: "لم أطلب هذا", en: "I did not ask for this" },
  whatIsShared: { ar: "المعلومات التي ستصل إليه", en: "What it will receive" },
  purpose: { ar: "السبب كما يقول:", en: "What it says it is for:" },
  once: {
    ar: "نسجّل موافقتك مع وقتها. لا نعطيه كلمة السر ولا رموز الدخول.",
    en: "We keep a record of your consent. It never gets your password or codes.",
  },
  appBody: {
    ar: "طلب التطبيق أن تدخل إليه بحسابك. تابع إن كنت أنت من فتحه الآن.",
    en: "The app asked to sign you in with your account. Continue if it was you who opened it.",
  },
  signedInAs: { ar: "أنت داخل باسم", en: "You are signed in as" },
});

/** `يطلب موقع X معلومات عنك`. */
export const consentTitle = (name: Text): Text => ({
  ar: `${name.ar} يطلب معلومات عنك`,
  en: `${name.en} asks for information about you`,
});

/** What each scope tells a relying party, in plain words. */
export const scopeTexts: Readonly<Record<string, Text>> = {
  profile: { ar: "اسمك بالعربية والإنجليزية", en: "Your name in Arabic and English" },
  national_id: { ar: "رقم هويتك", en: "Your identity number" },
  phone: { ar: "رقم هاتفك", en: "Your phone number" },
  birthdate: { ar: "تاريخ ميلادك", en: "Your date of birth" },
  mandates: {
    ar: "الجهة التي تتصرف عنها، إن اخترت غير نفسك",
    en: "For whom you act, if you choose someone other than yourself",
  },
  staff: {
    ar: "اسم المستخدم ومؤسستك وصلاحياتك",
    en: "Your username, institution and roles",
  },
  offline_access: {
    ar: "أن يبقى متصلا بحسابك إلى أن تخرج منه",
    en: "To stay connected to your account until you sign out of it",
  },
  approvals: {
    ar: "أن يوافق على دخولك من أجهزة أخرى",
    en: "To approve your sign-ins on other devices",
  },
  "applications:read": {
    ar: "أن يرى طلباتك ووثائقك وإيصالاتك",
    en: "To see your applications, documents and receipts",
  },
  "applications:write": { ar: "أن يقدّم طلبات باسمك", en: "To send applications in your name" },
};
