import type { Text } from "@gov/kit/text.ts";
import type { NoticeFacts, NoticeKind } from "./notice.ts";

type Said = Readonly<{
  /** What happened, as a subject line. */
  subject: Text;
  /** The same in a sentence, with its facts. */
  sentence: (facts: NoticeFacts) => Text;
  /** What to do where the link that suspends the account would be no help. */
  next?: Text;
}>;

const all = (build: (lang: "ar" | "en") => string): Text => ({ ar: build("ar"), en: build("en") });

/** ` من Firefox على Windows`; nothing where it is not known. */
const part = (before: Text, fact: Text | undefined): Text =>
  all((lang) => (fact === undefined ? "" : `${before[lang]}${fact[lang]}`));

const from = { ar: " من ", en: " with " };
const to = { ar: " إلى ", en: " to " };
const by = { ar: " من ", en: " by " };
const named = { ar: ": ", en: ": " };

const joined = (start: Text, ...parts: readonly Text[]): Text =>
  all((lang) => `${start[lang]}${parts.map((one) => one[lang]).join("")}.`);

const plain = (sentence: Text) => (): Text => joined(sentence);

const comeBack: Text = {
  ar: "لتعود إلى حسابك راجع مكتب خدمة ببطاقة هويتك.",
  en: "To come back, visit a service office with your identity card.",
};

/** What each notice says. The map is total: a new kind does not compile without its words. */
export const noticeTexts: Readonly<Record<NoticeKind, Said>> = {
  "new-device": {
    subject: { ar: "دخول إلى حسابك من جهاز جديد", en: "New device signed in to your account" },
    sentence: ({ device, service }) =>
      joined(
        { ar: "دخول إلى حسابك الحكومي", en: "Sign-in to your government account" },
        part(from, device),
        part(to, service),
      ),
  },
  "password-changed": {
    subject: { ar: "تغيرت كلمة سر حسابك", en: "Your password was changed" },
    sentence: plain({
      ar: "تغيرت كلمة سر حسابك الحكومي",
      en: "The password of your government account was changed",
    }),
  },
  "phone-changed": {
    subject: { ar: "تغير رقم هاتف حسابك", en: "Your phone number was changed" },
    sentence: plain({
      ar: "تغير رقم الهاتف في حسابك الحكومي",
      en: "The phone number of your government account was changed",
    }),
  },
  "email-changed": {
    subject: { ar: "تغير بريد حسابك", en: "Your e-mail address was changed" },
    sentence: plain({
      ar: "تغير البريد الإلكتروني في حسابك الحكومي",
      en: "The e-mail address of your government account was changed",
    }),
  },
  "factor-added": {
    subject: { ar: "طريقة دخول جديدة إلى حسابك", en: "A way of signing in was added" },
    sentence: ({ factor }) =>
      joined(
        {
          ar: "أضيفت طريقة دخول إلى حسابك الحكومي",
          en: "A way of signing in to your government account was added",
        },
        part(named, factor),
      ),
  },
  "factor-removed": {
    subject: { ar: "حذفت طريقة دخول من حسابك", en: "A way of signing in was removed" },
    sentence: ({ factor }) =>
      joined(
        {
          ar: "حذفت طريقة دخول من حسابك الحكومي",
          en: "A way of signing in to your government account was removed",
        },
        part(named, factor),
      ),
  },
  "recovery-code-used": {
    subject: { ar: "استعمل رمز طوارئ لحسابك", en: "A recovery code was used" },
    sentence: plain({
      ar: "استعمل رمز طوارئ للدخول إلى حسابك الحكومي",
      en: "A recovery code was used to sign in to your government account",
    }),
  },
  "recovery-started": {
    subject: { ar: "بدأت استعادة حسابك", en: "Recovery of your account was started" },
    sentence: plain({
      ar: "بدأ أحدهم استعادة حسابك الحكومي",
      en: "Somebody started to recover your government account",
    }),
  },
  "recovery-completed": {
    subject: { ar: "تمت استعادة حسابك", en: "Your account was recovered" },
    sentence: plain({
      ar: "تمت استعادة حسابك الحكومي بطرق دخول جديدة",
      en: "Your government account was recovered, with new ways of signing in",
    }),
  },
  "mandate-given": {
    subject: { ar: "أعطيت توكيلا", en: "You gave a power of attorney" },
    sentence: ({ party }) =>
      joined(
        { ar: "أعطي توكيل باسمك للتصرف عنك", en: "A power of attorney was given to act for you" },
        part(named, party),
      ),
  },
  "mandate-offered": {
    subject: { ar: "توكيل ينتظر جوابك", en: "A power of attorney waits for your answer" },
    sentence: ({ party }) =>
      joined({ ar: "أعطيت توكيلا", en: "You were given a power of attorney" }, part(by, party)),
    next: {
      ar: "ادخل إلى حسابك لتقبله أو ترفضه.",
      en: "Sign in to your account to accept or decline it.",
    },
  },
  "mandate-accepted": {
    subject: { ar: "بدأ العمل بتوكيل", en: "A mandate is in force" },
    sentence: ({ party }) =>
      joined({ ar: "بدأ العمل بتوكيل بينكما", en: "A mandate is in force" }, part(named, party)),
  },
  "mandate-declined": {
    subject: { ar: "رفض توكيلك", en: "Your power of attorney was declined" },
    sentence: ({ party }) =>
      joined(
        { ar: "رفض التوكيل الذي أعطيته", en: "The power of attorney you gave was declined" },
        part(named, party),
      ),
    next: {
      ar: "لم يتغير شيء في حسابك.",
      en: "Nothing changed in your account.",
    },
  },
  "mandate-ended": {
    subject: { ar: "انتهى توكيل باسمك", en: "A mandate in your name ended" },
    sentence: ({ party }) =>
      joined({ ar: "انتهى توكيل باسمك", en: "A mandate in your name ended" }, part(named, party)),
  },
  "app-approved": {
    subject: { ar: "تطبيق جديد يستعمل حسابك", en: "A new app uses your account" },
    sentence: ({ service }) =>
      joined(
        {
          ar: "وافقت على تطبيق يستعمل حسابك الحكومي",
          en: "You approved an app that uses your government account",
        },
        part(named, service),
      ),
  },
  "account-suspended": {
    subject: { ar: "أوقف حسابك", en: "Your account is suspended" },
    sentence: plain({
      ar: "أوقف حسابك الحكومي، وخرجت من كل الأجهزة والخدمات",
      en: "Your government account is suspended; you are signed out everywhere",
    }),
    next: comeBack,
  },
  "account-restored": {
    subject: { ar: "عاد حسابك إلى العمل", en: "Your account works again" },
    sentence: plain({
      ar: "رفع الإيقاف عن حسابك الحكومي",
      en: "The suspension of your government account was lifted",
    }),
  },
  "reset-required": {
    subject: { ar: "عليك تغيير كلمة السر", en: "You must set a new password" },
    sentence: plain({
      ar: "ألغيت كلمة سر حسابك الحكومي حماية لك",
      en: "The password of your government account was withdrawn, to protect you",
    }),
    next: {
      ar: "اختر كلمة سر جديدة من صفحة الدخول: نسيت كلمة السر.",
      en: "Choose a new one from the sign-in page: I forgot my password.",
    },
  },
  "reset-while-suspended": {
    subject: {
      ar: "طلبت كلمة سر جديدة وحسابك موقوف",
      en: "A new password was asked for, and your account is suspended",
    },
    sentence: plain({
      ar: "طلبت كلمة سر جديدة لحسابك الحكومي، ولم نرسل رمزا لأنه موقوف",
      en: "A new password was asked for; we sent no code, for your government account is suspended",
    }),
    next: {
      ar: "ليعود إلى العمل راجع مكتب خدمة ببطاقة هويتك. إن لم تطلبها فلا حاجة إلى شيء: لا يدخل إليه أحد.",
      en: "To have it opened, visit a service office with your identity card. If it was not you, there is nothing to do: nobody gets in.",
    },
  },
  "proofing-required": {
    subject: { ar: "عليك إثبات هويتك من جديد", en: "You must prove your identity again" },
    sentence: plain({
      ar: "طلبنا إثبات هويتك من جديد قبل دخولك القادم",
      en: "We ask you to prove your identity again before you next sign in",
    }),
    next: comeBack,
  },
  "identity-confirmed": {
    subject: { ar: "اكتمل حسابك", en: "Your account is complete" },
    sentence: plain({
      ar: "تأكدت هويتك في حسابك الحكومي، وكل الخدمات متاحة لك",
      en: "Your identity is confirmed in your government account; all services are open to you",
    }),
    next: {
      ar: "ادخل برقم هويتك كالمعتاد.",
      en: "Sign in with your identity number as usual.",
    },
  },
  "identity-refused": {
    subject: { ar: "لم تتأكد هويتك", en: "Your identity was not confirmed" },
    sentence: plain({
      ar: "لم نستطع تأكيد هويتك في المكتب",
      en: "Your identity could not be confirmed at the office",
    }),
    next: {
      ar: "حسابك كما كان. راجع المكتب بوثيقتك لتعرف السبب.",
      en: "Your account is as it was. Visit the office with your document to learn why.",
    },
  },
};

/** The words around every notice. */
export const aroundNotice = {
  ifNotYou: {
    ar: "إن لم تكن أنت فأوقف الحساب فورا:",
    en: "If it was not you, suspend the account at once:",
  },
  undoIfNotYou: {
    ar: "إن لم تكن أنت فأبطله فورا:",
    en: "If it was not you, undo it at once:",
  },
  undo: { ar: "لست أنا: أبطله", en: "It was not me: undo it" },
  suspend: { ar: "لست أنا: أوقف الحساب", en: "It was not me: suspend the account" },
  when: { ar: "الوقت", en: "Time" },
  ifYou: {
    ar: "إن كنت أنت فلا حاجة إلى شيء.",
    en: "If it was you, there is nothing to do.",
  },
  weNeverAsk: {
    ar: "لا نطلب منك أبدا كلمة السر أو رمزا في رسالة.",
    en: "We never ask for your password or a code in a message.",
  },
} as const satisfies Record<string, Text>;
