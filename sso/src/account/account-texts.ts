import { defineTexts, type Text } from "@gov/kit/text.ts";

export const accountTexts = defineTexts({
  title: { ar: "حسابي", en: "My account" },
  name: { ar: "الاسم", en: "Name" },
  nationalId: { ar: "رقم الهوية", en: "Identity number" },
  phone: { ar: "الهاتف", en: "Phone" },
  username: { ar: "اسم المستخدم", en: "Username" },
  institution: { ar: "المؤسسة", en: "Institution" },
  recent: { ar: "آخر محاولات الدخول", en: "Recent sign-ins" },
  when: { ar: "الوقت", en: "When" },
  what: { ar: "ما حدث", en: "What happened" },
  where: { ar: "من أين", en: "From where" },
  service: { ar: "إلى", en: "To" },
  notYou: {
    ar: "إن رأيت دخولا لم تقم به فراجع أقرب مكتب خدمة فورا مع بطاقة هويتك.",
    en: "If you see a sign-in that was not yours, go to the nearest service office at once with your identity card.",
  },
  signOut: { ar: "اخرج من حسابي", en: "Sign out" },
  nobodyTitle: { ar: "لست داخلا الآن", en: "You are not signed in" },
  nobodyBody: {
    ar: "لم يتغير شيء. ادخل لترى حسابك وما جرى به.",
    en: "Nothing changed. Sign in to see your account and what happened with it.",
  },
  signIn: { ar: "ادخل", en: "Sign in" },
});

const eventTexts: Readonly<Record<string, Text>> = {
  "sign-in.completed": { ar: "دخول", en: "Signed in" },
  "sign-in.password-refused": { ar: "كلمة سر غير صحيحة", en: "Wrong password" },
  "sign-in.code-refused": { ar: "رمز غير صحيح", en: "Wrong code" },
};

export const eventText = (event: string): Text => eventTexts[event] ?? { ar: event, en: event };
