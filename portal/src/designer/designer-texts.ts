import type { Text } from "@gov/kit/text.ts";
import type { DraftError } from "./draft.ts";

/** What the designer's pages say to all who come to them. */
export const designerTexts = {
  services: { ar: "خدمات المؤسسة", en: "The institution's services" },
  notDesigner: { ar: "هذه الصفحات لمصممي الخدمات", en: "These pages are for service designers" },
  notDesignerBody: {
    ar: "اطلب دور «مصمم خدمات» من مسؤول الحسابات في مؤسستك.",
    en: "Ask your institution's administrator for the role of service designer.",
  },
  toOffice: { ar: "عد إلى المعاملات", en: "Back to the requests" },
} as const satisfies Record<string, Text>;

/** Why a change was not saved, and what to do. */
export const draftErrorTexts = {
  stale: {
    ar: "غيّر زميل هذه المسودة بعد أن فتحتها. راجع ما تغيّر ثم احفظ ما كتبته من جديد.",
    en: "A colleague changed this draft after you opened it. Look at what changed, then save again.",
  },
  notFound: {
    ar: "لم تعد هناك مسودة لهذه الخدمة. ابدأ مسودة جديدة من صفحتها.",
    en: "This service has no draft any more. Begin one from its page.",
  },
  locked: {
    ar: "المسودة قيد المراجعة أو معتمدة. استرجعها أولا لتعدّلها.",
    en: "The draft is under review or approved. Take it back first to change it.",
  },
  malformed: {
    ar: "ما كتبته أطول أو أكثر من المسموح. قصّره ثم احفظ.",
    en: "What you entered is longer or more than allowed. Shorten it, then save.",
  },
} as const satisfies Record<DraftError, Text>;
