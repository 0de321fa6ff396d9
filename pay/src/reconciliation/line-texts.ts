import { defineTexts } from "@gov/kit/text.ts";

/** What is wrong with a line of a rail's file, for whoever sends the corrected one. */
export const lineTexts = defineTexts({
  tooLong: { ar: "السطر أطول من المسموح.", en: "The line is longer than allowed." },
  quoteNotClosed: {
    ar: "علامة اقتباس لم تغلق. أغلقها في السطر نفسه.",
    en: "A quote is not closed. Close it in the same line.",
  },
  quoteMisplaced: {
    ar: "علامة اقتباس في غير مكانها.",
    en: "A quote stands where none can be.",
  },
  unknownKind: {
    ar: "نوع الحركة غير معروف.",
    en: "The kind of movement is not one that we know.",
  },
  unknownCurrency: {
    ar: "العملة غير معروفة. اكتب ILS أو JOD أو USD.",
    en: "The currency is not known. Write ILS, JOD or USD.",
  },
  notADay: {
    ar: "هذا اليوم غير موجود. اكتبه هكذا: 2026-11-26",
    en: "There is no such day. Write it like 2026-11-26.",
  },
  notAnAmount: {
    ar: "ليس مبلغا بكسور عملته. اكتبه هكذا: 312.00",
    en: "It is no amount with its currency's decimals. Write it like 312.00.",
  },
  notACount: { ar: "ليس عدد أسطر.", en: "It is no number of lines." },
  notAReference: {
    ar: "ليس رقم عملية. يبدأ الرقم بحرف لاتيني أو رقم، بلا معادلات.",
    en: "It is no reference: one begins with a Latin letter or a digit, and is no formula.",
  },
  entryUnreadable: {
    ar: "تعذرت قراءة هذه الحركة كما يصفها المعيار.",
    en: "The entry cannot be read as the standard describes it.",
  },
});
