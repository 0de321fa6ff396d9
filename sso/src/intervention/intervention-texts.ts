import { defineTexts, type Text } from "@gov/kit/text.ts";
import type { SuspensionKind } from "#src/protection/suspension-queries.ts";
import type { Act, Refusal, Step } from "./intervention.ts";

export const interventionTexts = defineTexts({
  title: { ar: "أشخاص وحسابات", en: "People and accounts" },
  lede: {
    ar: "لا تفتح حسابا بلا سبب: يرى صاحبه من اطلع عليه ومتى ولماذا.",
    en: "Open no account without a reason: its person sees who looked, when and why.",
  },
  office: { ar: "مكتب الدخول الموحد", en: "Sign-in office" },
  who: { ar: "رقم الهوية أو اسم المستخدم", en: "Identity number or username" },
  reason: { ar: "السبب", en: "Reason" },
  reasonHint: {
    ar: "جملة مفهومة، مع رقم المعاملة إن وجد. يقرؤها صاحب الحساب.",
    en: "A plain sentence, with the case number if there is one. The account's person reads it.",
  },
  open: { ar: "افتح الحساب", en: "Open the account" },
  whoEmpty: {
    ar: "اكتب رقم الهوية أو اسم المستخدم.",
    en: "Enter an identity number or a username.",
  },
  whoUnknown: {
    ar: "لا حساب بهذا الرقم أو الاسم. راجع ما كتبت.",
    en: "There is no account with this number or name. Check what you typed.",
  },
  reasonShort: {
    ar: "اكتب السبب في جملة، عشرة أحرف على الأقل.",
    en: "Write the reason as a sentence, at least ten letters.",
  },
  reasonLong: { ar: "اختصر السبب إلى 300 حرف.", en: "Shorten the reason to 300 letters." },
  waiting: { ar: "تنتظر موظفا ثانيا", en: "Waiting for a second operator" },
  noneWaiting: { ar: "لا شيء ينتظر", en: "Nothing waits" },
  account: { ar: "الحساب", en: "Account" },
  askedBy: { ar: "طلبه", en: "Asked by" },
  askedAt: { ar: "منذ", en: "Since" },
  status: { ar: "حال الحساب", en: "How it stands" },
  active: { ar: "يعمل", en: "Works" },
  suspended: { ar: "موقوف", en: "Suspended" },
  since: { ar: "منذ", en: "Since" },
  by: { ar: "أوقفه", en: "Suspended by" },
  thePerson: { ar: "صاحب الحساب", en: "Its person" },
  phone: { ar: "الهاتف", en: "Phone" },
  nationalId: { ar: "رقم الهوية", en: "Identity number" },
  username: { ar: "اسم المستخدم", en: "Username" },
  institution: { ar: "المؤسسة", en: "Institution" },
  sessions: { ar: "داخل الآن من", en: "Signed in on" },
  devices: { ar: "جهاز", en: "devices" },
  whatYouCan: { ar: "ما تستطيع فعله", en: "What you can do" },
  recent: { ar: "آخر ما جرى", en: "What happened lately" },
  people: { ar: "أشخاص وحسابات", en: "People and accounts" },
  keep: { ar: "ارجع دون تغيير", en: "Go back, change nothing" },
  backToPerson: { ar: "الحساب", en: "The account" },
  lookOver: {
    ar: "انتهت مدة اطلاعك على الحساب. افتحه من جديد.",
    en: "Your look at the account is over. Open it again.",
  },
});

export const kindTexts: Readonly<Record<SuspensionKind, Text>> = {
  protection: { ar: "صاحبه قال: لست أنا", en: "Its person said: it was not me" },
  intervention: { ar: "قرار موظف", en: "An operator's decision" },
  proofing: { ar: "إلى أن تثبت الهوية من جديد", en: "Until identity is proved anew" },
};

type ActTexts = Readonly<{ button: Text; ask: Text; means: Text }>;

export const actTexts: Readonly<Record<Act, ActTexts>> = {
  suspend: {
    button: { ar: "أوقف الحساب", en: "Suspend the account" },
    ask: { ar: "إيقاف الحساب", en: "Suspend the account" },
    means: {
      ar: "يخرج صاحبه من كل جهاز وخدمة، ولا يدخل أحد حتى يرفع الإيقاف. نخبره بذلك.",
      en: "Its person is signed out everywhere and nobody signs in until it is lifted. We tell them.",
    },
  },
  lift: {
    button: { ar: "ارفع الإيقاف", en: "Lift the suspension" },
    ask: { ar: "رفع الإيقاف", en: "Lift the suspension" },
    means: {
      ar: "يدخل صاحبه من جديد. إن كان هو من طلب الإيقاف فلا بد من موظف ثان يوافق.",
      en: "Its person can sign in again. Where they asked for it themselves, a second operator must agree.",
    },
  },
  reset: {
    button: { ar: "ألغ كلمة السر", en: "Withdraw the password" },
    ask: { ar: "إلغاء كلمة السر", en: "Withdraw the password" },
    means: {
      ar: "لا تصلح كلمة سره بعد الآن، ويخرج من كل مكان. يختار كلمة جديدة بالاستعادة.",
      en: "The password works no more and its person is signed out everywhere. They choose a new one by recovery.",
    },
  },
  proofing: {
    button: { ar: "اطلب إثبات الهوية من جديد", en: "Ask for new proof of identity" },
    ask: { ar: "طلب إثبات الهوية من جديد", en: "Ask for new proof of identity" },
    means: {
      ar: "يوقف الحساب إلى أن يثبت صاحبه هويته في مكتب خدمة. نخبره بذلك.",
      en: "The account is suspended until its person proves who they are at a service office. We tell them.",
    },
  },
};

export const refusalTexts: Readonly<Record<Refusal, Text>> = {
  "own-account": {
    ar: "هذا حسابك أنت. ليفعله زميل لك.",
    en: "This is your own account. A colleague must do it.",
  },
  already: { ar: "الحساب موقوف من قبل.", en: "The account is suspended already." },
  "not-suspended": { ar: "الحساب غير موقوف.", en: "The account is not suspended." },
  "needs-another": {
    ar: "أنت من طلب رفع الإيقاف. ليوافق عليه زميل آخر.",
    en: "You asked for it to be lifted. Another operator must agree.",
  },
};

export const stepTexts: Readonly<Record<Step, Text>> = {
  suspend: { ar: "أوقف الحساب، وأخبرنا صاحبه", en: "The account is suspended; its person is told" },
  "ask-lift": {
    ar: "سجلنا طلبك. يرفع الإيقاف حين يوافق موظف آخر",
    en: "Your request is noted. It is lifted when another operator agrees",
  },
  lift: {
    ar: "عاد الحساب إلى العمل، وأخبرنا صاحبه",
    en: "The account works again; its person is told",
  },
  reset: {
    ar: "ألغيت كلمة السر، وأخبرنا صاحبه",
    en: "The password is withdrawn; its person is told",
  },
  proofing: {
    ar: "أوقف الحساب إلى إثبات الهوية، وأخبرنا صاحبه",
    en: "The account waits for proof of identity; its person is told",
  },
};
