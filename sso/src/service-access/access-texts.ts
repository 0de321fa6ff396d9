import { defineTexts } from "@gov/kit/text.ts";

export const accessTexts = defineTexts({
  title: { ar: "الخدمات التي تستعمل حسابك", en: "Services that use your account" },
  lede: {
    ar: "ما أعطيت كل خدمة من معلوماتك، ومنذ متى. تستطيع سحبه في أي وقت.",
    en: "What each service was given of your information, and since when. Take it back at any time.",
  },
  back: { ar: "حسابي", en: "My account" },
  none: { ar: "لا تستعمل خدمة حسابك الآن", en: "No service uses your account now" },
  noneBody: {
    ar: "تظهر هنا كل خدمة تدخل إليها بهذا الحساب.",
    en: "Every service you enter with this account appears here.",
  },
  since: { ar: "منذ", en: "Since" },
  data: { ar: "تعرف عنك", en: "It knows" },
  onlyThatYouAre: { ar: "أنك أنت، ولا شيء آخر", en: "That it is you, and nothing else" },
  ofGovernment: { ar: "خدمة حكومية", en: "Government service" },
  revoke: { ar: "اسحب ما أعطيته", en: "Take it back" },
  askTitle: { ar: "هل تسحب ما أعطيته لهذه الخدمة؟", en: "Take back what this service was given?" },
  askBody: {
    ar: "تخرج منها، ولا تصل بعد الآن إلى معلوماتك من هنا. ما أخذته من قبل يبقى عندها: اطلب منها حذفه. تستطيع أن تدخل إليها من جديد متى شئت.",
    en: "You sign out of it and it cannot get your information from here any more. What it took before stays with it: ask it to delete that. You can enter it again whenever you like.",
  },
  keep: { ar: "لا، أبقه", en: "No, keep it" },
  done: { ar: "سحبت ما أعطيته للخدمة", en: "The service's access was taken back" },
  doneBody: {
    ar: "لا يصلح بعد الآن أي رمز أعطي لها، ونخبرها بذلك.",
    en: "No token it was given works any more, and we are telling it so.",
  },
  gone: { ar: "لم تكن الخدمة تملك شيئا", en: "The service had nothing" },
});
