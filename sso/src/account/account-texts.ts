import { defineTexts, type Text } from "@gov/kit/text.ts";

export const accountTexts = defineTexts({
  title: { ar: "حسابي", en: "My account" },
  name: { ar: "الاسم", en: "Name" },
  nationalId: { ar: "رقم الهوية", en: "Identity number" },
  phone: { ar: "الهاتف", en: "Phone" },
  username: { ar: "اسم المستخدم", en: "Username" },
  institution: { ar: "المؤسسة", en: "Institution" },
  email: { ar: "البريد الإلكتروني", en: "E-mail" },
  noEmail: { ar: "لم تضفه بعد", en: "Not added yet" },
  now: { ar: "الآن", en: "Now" },
  status: { ar: "الحساب", en: "Account" },
  works: { ar: "يعمل", en: "Works" },
  openIn: { ar: "أنت داخل من", en: "Signed in on" },
  lastBefore: { ar: "آخر دخول قبل هذا", en: "Sign-in before this one" },
  never: { ar: "هذا أول دخول لك", en: "This is your first sign-in" },
  newDevice: {
    ar: "دخول من جهاز جديد في اليومين الماضيين",
    en: "A new device signed in during the last two days",
  },
  newDeviceBody: {
    ar: "إن لم تكن أنت فأنه دخوله الآن من صفحة الأجهزة، ثم غير كلمة السر.",
    en: "If it was not you, end its sign-in now on the devices page, then change your password.",
  },
  recent: { ar: "آخر ما جرى", en: "What happened lately" },
  toDevices: { ar: "الأجهزة والدخول", en: "Devices and sign-ins" },
  whole: { ar: "السجل كله", en: "The whole history" },
  signOut: { ar: "اخرج من حسابي", en: "Sign out" },
  nobodyTitle: { ar: "لست داخلا الآن", en: "You are not signed in" },
  nobodyBody: {
    ar: "لم يتغير شيء. ادخل لترى حسابك وما جرى به.",
    en: "Nothing changed. Sign in to see your account and what happened with it.",
  },
  signIn: { ar: "ادخل", en: "Sign in" },
});

/** `جهازان`, `3 أجهزة`, in the grammar of the number. */
export const devicesText = (count: number): Text => {
  const en = count === 1 ? "1 device" : `${count} devices`;
  if (count <= 1) return { ar: "هذا الجهاز وحده", en: "this device only" };
  if (count === 2) return { ar: "جهازين", en };
  return { ar: count <= 10 ? `${count} أجهزة` : `${count} جهازا`, en };
};
