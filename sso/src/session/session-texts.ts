import { defineTexts, type Text } from "@gov/kit/text.ts";

export const sessionTexts = defineTexts({
  title: { ar: "الأجهزة والدخول", en: "Devices and sign-ins" },
  lede: {
    ar: "أين أنت داخل الآن، وأي الأجهزة نعرفها. أنه ما لا تعرفه.",
    en: "Where you are signed in now, and which devices we know. End what you do not know.",
  },
  back: { ar: "حسابي", en: "My account" },
  open: { ar: "أنت داخل من هنا", en: "You are signed in here" },
  thisOne: { ar: "هذا الجهاز", en: "This device" },
  started: { ar: "دخلت", en: "Signed in" },
  seen: { ar: "آخر استعمال", en: "Last used" },
  place: { ar: "من الشبكة", en: "From network" },
  services: { ar: "الخدمات", en: "Services" },
  end: { ar: "أنه هذا الدخول", en: "End this sign-in" },
  endOthers: { ar: "أنه كل دخول آخر", en: "End all other sign-ins" },
  endOthersBody: {
    ar: "تخرج من كل جهاز وتطبيق آخر. يبقى دخولك من هذا الجهاز.",
    en: "You sign out of every other device and app, and stay signed in here.",
  },
  noOthers: { ar: "لست داخلا من جهاز آخر.", en: "You are not signed in anywhere else." },
  devices: { ar: "الأجهزة التي نعرفها", en: "Devices we know" },
  devicesBody: {
    ar: "دخلت من هذه الأجهزة من قبل، فلا ننبهك عند الدخول منها. إن نسينا جهازا نبهناك عند دخوله القادم.",
    en: "You signed in with these before, so we do not warn you of them. Once forgotten, we warn you when one signs in again.",
  },
  noDevices: { ar: "لا نعرف جهازا لك بعد.", en: "We know no device of yours yet." },
  first: { ar: "أول مرة", en: "First seen" },
  forget: { ar: "انس هذا الجهاز", en: "Forget this device" },
  forgetAll: { ar: "انس كل الأجهزة", en: "Forget all devices" },
  forgotten: { ar: "نسينا الجهاز", en: "The device is forgotten" },
  ended: { ar: "انتهى الدخول", en: "The sign-in ended" },
  endedBody: {
    ar: "انتهى كل ما أعطي فيه، ونخبر الخدمات التي دخلها.",
    en: "All that was given in it ended, and we are telling the services it was used for.",
  },
  gone: { ar: "كان قد انتهى", en: "It had ended already" },
});

/** `انتهى الدخول من 3 أجهزة`, in the grammar of the number. */
export const endedOthersText = (count: number): Text => {
  if (count === 0) return { ar: "لم يكن هناك دخول آخر", en: "There was no other sign-in" };
  const en = count === 1 ? "1 other sign-in ended" : `${count} other sign-ins ended`;
  if (count === 1) return { ar: "انتهى دخول واحد آخر", en };
  if (count === 2) return { ar: "انتهى دخولان آخران", en };
  return { ar: `انتهى الدخول من ${count} أجهزة أخرى`, en };
};
