import type { Lang, Text } from "@gov/kit/text.ts";
import type { Problem, Span } from "../problem.ts";
import { limits } from "./limits.ts";

type Say = (detail: string, other: string) => Text;
const say =
  (ar: string, en: string): Say =>
  () => ({ ar, en });

/** Every way an expression can be wrong, and what its author is told. */
const texts = {
  tooLong: say(
    `التعبير طويل: الحد ${limits.sourceLength} حرف. قسّمه.`,
    `The expression is too long: at most ${limits.sourceLength} characters. Split it.`,
  ),
  tooManyParts: say(
    `التعبير كثير الأجزاء: الحد ${limits.tokens}. قسّمه.`,
    `The expression has too many parts: at most ${limits.tokens}. Split it.`,
  ),
  tooDeep: say(
    `الأقواس متداخلة أكثر من ${limits.depth} مرة. بسّط التعبير.`,
    `Brackets are nested more than ${limits.depth} deep. Simplify the expression.`,
  ),
  unexpectedCharacter: (found) => ({
    ar: `الرمز ${found} غير معروف هنا. احذفه أو ضع النص بين علامتي اقتباس.`,
    en: `The character ${found} has no meaning here. Remove it, or put text in quotes.`,
  }),
  lookalike: (found) => ({
    ar: `الحرف ${found} ليس عربيا ولا لاتينيا، وإن أشبههما. اكتب الاسم من جديد.`,
    en: `The letter ${found} is neither Arabic nor Latin, though it may look so. Type the name anew.`,
  }),
  unclosedText: say(
    "نص بلا علامة اقتباس في آخره. أغلقه بعلامة من النوع نفسه.",
    "A text has no closing quote. Close it with the same kind of quote.",
  ),
  invalidDate: (found) => ({
    ar: `التاريخ ${found} غير صحيح. اكتبه هكذا: @"2026-01-31".`,
    en: `${found} is not a date. Write it like @"2026-01-31".`,
  }),
  numberTooLarge: say("العدد كبير: الحد 15 رقما.", "The number is too large: at most 15 digits."),
  decimalWithoutCurrency: say(
    "الأعداد صحيحة بلا كسور. إن كان مبلغا فاكتب العملة بعده، مثل 12.50 شيكل.",
    "Numbers are whole. If this is an amount, write its currency after it, like 12.50 ILS.",
  ),
  tooManyDecimals: (currency) => ({
    ar: `منازل المبلغ العشرية أكثر مما تقبله العملة ${currency}.`,
    en: `The amount has more decimals than ${currency} has.`,
  }),
  doubleEquals: say("اكتب علامة مساواة واحدة: =", "Write a single equals sign: ="),
  unexpected: (found, expected) => ({
    ar: `لم نتوقع ${found} هنا. المتوقع: ${expected}.`,
    en: `Did not expect ${found} here. Expected ${expected}.`,
  }),
  incomplete: say(
    "التعبير ناقص في آخره. أكمله بقيمة.",
    "The expression ends too early. Complete it with a value.",
  ),
  chainedComparison: say(
    "لا تتوالى مقارنتان. اربطهما بـ «و»: أ < ب و ب < ج.",
    "Comparisons cannot be chained. Join them with “and”: a < b and b < c.",
  ),
  unknownFunction: (found) => ({
    ar: `لا توجد دالة باسم ${found}.`,
    en: `There is no function named ${found}.`,
  }),
  unknownName: (found, near) => ({
    ar: `الاسم ${found} غير معروف.${near === "" ? "" : ` هل تقصد ${near}؟`}`,
    en: `The name ${found} is not known.${near === "" ? "" : ` Do you mean ${near}?`}`,
  }),
  attachedAnd: (found) => ({
    ar: `افصل «و» عن ${found} بمسافة.`,
    en: `Put a space between “و” (and) and ${found}.`,
  }),
  wrongArgumentCount: (name, counts) => ({
    ar: `عدد القيم بين قوسي ${name} غير صحيح. المطلوب: ${counts}.`,
    en: `${name} takes another number of values: ${counts}.`,
  }),
  wrongType: (found, expected) => ({
    ar: `النوع هنا ${found}، والمطلوب ${expected}.`,
    en: `This is ${found}, but ${expected} is needed.`,
  }),
  mixedTypes: (left, right) => ({
    ar: `لا يجتمع نوعان مختلفان: ${left} و ${right}.`,
    en: `Two types do not go together: ${left} and ${right}.`,
  }),
  notAChoice: (found, values) => ({
    ar: `${found} ليست من الخيارات: ${values}.`,
    en: `${found} is not one of the choices: ${values}.`,
  }),
  currencyMismatch: (left, right) => ({
    ar: `عملتان مختلفتان: ${left} و ${right}. لا تُجمعان ولا تُقارنان.`,
    en: `Two currencies, ${left} and ${right}, can be neither added nor compared.`,
  }),
  divisionByZero: say("القسمة على صفر غير ممكنة.", "Nothing can be shared into zero parts."),
  dateOutOfRange: say(
    "التاريخ الناتج خارج السنوات 1000 إلى 9999.",
    "The resulting date is outside the years 1000 to 9999.",
  ),
  textTooLong: say("النص الناتج أطول من المسموح.", "The resulting text is longer than allowed."),
  listTooLong: say("القائمة أطول من المسموح.", "The list is longer than allowed."),
  tooManySteps: say(
    "احتاج التعبير خطوات أكثر من المسموح. بسّطه.",
    "The expression took more steps than allowed. Simplify it.",
  ),
} as const satisfies Record<string, Say>;

export type ExpressionProblemCode = keyof typeof texts;

export const expressionProblemCodes = Object.keys(texts) as readonly ExpressionProblemCode[];

/** Isolates what an author wrote, so that it keeps its direction inside either language. */
export const quoted = (text: string): string =>
  `\u2068${text.length > 40 ? `${text.slice(0, 40)}…` : text}\u2069`;

/** A detail inside a message: the author's own words, or a phrase in both languages. */
export type Detail = string | Text;

const words = (detail: Detail, lang: Lang): string =>
  typeof detail === "string" ? detail : detail[lang];

export const expressionProblem = (
  code: ExpressionProblemCode,
  span: Span,
  detail: Detail = "",
  other: Detail = "",
): Problem => ({
  path: "",
  code,
  reason: {
    ar: texts[code](words(detail, "ar"), words(other, "ar")).ar,
    en: texts[code](words(detail, "en"), words(other, "en")).en,
  },
  span: { start: span.start, end: span.end },
});
