import { searchWords } from "@gov/country/search-folding.ts";
import { stem } from "./words.ts";

/**
 * Words that people use for the same thing, whatever the service: dialect beside the state's own
 * words, English beside Arabic. What is particular to one service stands in its keywords.
 */
const groups: readonly string[] = [
  "تجديد جدد أجدد نجدد يتجدد renew renewal renewing",
  "إصدار استخراج اطلع أطلّع طلّع استخرج اعمل أعمل أجيب issue get apply obtain",
  "دفع أدفع ندفع سدد تسديد pay payment",
  "تسجيل سجل أسجل نسجل register registration",
  "جواز باسبور باسبورت بسبور passport",
  "سواقة سياقة قيادة شوفير سواق driving driver",
  "سيارة مركبة عربية عرباية تكسي car vehicle",
  "مخالفة غرامة ضبط تكت fine ticket penalty",
  "شركة مؤسسة مصلحة بزنس company business firm",
  "أرض قطعة طابو land parcel plot",
  "بيت دار عقار شقة سكن house home property flat apartment",
  "ضريبة ضرائب tax taxes",
  "توجيهي ثانوية إنجاز tawjihi tawjehi",
  "نتيجة نتائج علامات علامة معدل result results grades marks",
  "تأمين insurance",
  "عيلة عائلة أسرة family",
  "عاطل بطالة شغل unemployed jobless",
  "مولود ميلاد ولادة بيبي birth newborn baby",
  "هوية بطاقة identity id",
  "شهادة ورقة وثيقة certificate paper document",
  "جامعة جامعية بكالوريوس ماجستير university degree bachelor master diploma",
  "تصديق أصدق ختم معادلة attest attestation legalise legalize apostille authenticate",
  "ميراث ورثة إرث وراثة inheritance heirs heir",
  "خارجية سفارة embassy foreign",
  "رخصة ليسن licence license",
  "ضاعت ضاع ضايع ضايعة فقدت فاقد lost",
];

const build = (): ReadonlyMap<string, readonly string[]> => {
  const others = new Map<string, readonly string[]>();
  for (const group of groups) {
    const words = [...new Set(searchWords(group).map(stem))];
    for (const word of words) {
      const known = others.get(word) ?? [];
      others.set(word, [...known, ...words.filter((each) => each !== word)]);
    }
  }
  return others;
};

const synonyms = build();

/** Other words for a stem. */
export const synonymsOf = (word: string): readonly string[] => synonyms.get(word) ?? [];
