import { searchWords } from "@gov/country/search-folding.ts";

/** Words of a question that say nothing about the service. */
const fillers = new Set(
  searchWords(
    "أريد اريد بدي بدنا بدك ودي حابب عايز كيف ممكن طلب خدمة معاملة على من في عن إلى لو سمحت عندي " +
      "وين شو ايش مين ليش لازم عشان علشان مشان هل انا إلي الي تبع تبعي تبعت ابني بنتي جديد جديدة ما مش أعرف باسم أول مرة " +
      "كم قديش متى هذا هاي هذه وبدي " +
      "how to do i want need my the a an for of in on where can please new",
  ),
);

/** Drops the joined «و», «ال», «لل» and «بال» so that «للسيارة» meets «سيارة». */
export const stem = (word: string): string => {
  const bare = word.replace(/^(?:وال|بال|كال|فال|لل|ال)(?=.{3})/, "");
  const short = bare.replace(/(?<=.{3})(?:ات|ين|ه|ي)$/, "");
  return short.replace(/(?<=[a-z]{3})s$/, "");
};

/** The telling words of a question, folded and stemmed; all of them where none tells. */
export const questionWords = (question: string, most: number): string[] => {
  const all = searchWords(question.slice(0, 200));
  const telling = all.filter((word) => !fillers.has(word));
  return [...new Set((telling.length > 0 ? telling : all).map(stem))].slice(0, most);
};

/** A word's runs of three letters, with its beginning and end marked. */
export const trigramsOf = (word: string): string[] => {
  const padded = ` ${word} `;
  const found = new Set<string>();
  for (let i = 0; i + 3 <= padded.length; i++) found.add(padded.slice(i, i + 3));
  return [...found];
};
