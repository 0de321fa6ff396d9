import type { Text } from "@gov/kit/text.ts";

export const dataUseTexts = {
  title: { ar: "من اطّلع على بياناتي", en: "Who saw my data" },
  about: {
    ar: "كل مؤسسة سألت عنك سجلات الدولة، وكل موظف فتح طلبك: متى، ولماذا، وماذا رأى.",
    en: "Every institution that asked the state's registers about you, and every officer who opened your application: when, why and what they saw.",
  },
  none: { ar: "لم يطلع أحد على بياناتك بعد.", en: "Nobody has looked at your data yet." },
  incomplete: {
    ar: "سجل التبادل بين المؤسسات لا يجيب الآن، فترى هنا من فتح طلباتك فقط. حدّث بعد قليل.",
    en: "The record of the exchange does not answer now: you see only who opened your applications. Refresh in a while.",
  },
  by: { ar: "من", en: "Who" },
  why: { ar: "لماذا", en: "Why" },
  what: { ar: "ماذا رأى", en: "What was seen" },
  older: { ar: "الأقدم في البوابة", en: "Earlier ones, on the portal" },
  wrong: {
    ar: "إن رأيت ما لا تتوقعه فاسأل المؤسسة المذكورة، واذكر الوقت ورقم الطلب.",
    en: "If you see something you do not expect, ask the institution named; quote the time and the reference.",
  },
} as const satisfies Record<string, Text>;
