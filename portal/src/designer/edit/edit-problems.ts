import type { Text } from "@gov/kit/text.ts";
import type { Problem, Span } from "@gov/services/language/problem.ts";
import type { Place } from "./place.ts";

const quoted = (text: string): string => `\u2068${text.slice(0, 60)}\u2069`;

/** Every reason for which a change is refused, and what its author can do. */
const texts = {
  reservedName: (what: string): Text => ({
    ar: `${quoted(what)} من كلمات لغة القواعد. اختر اسما آخر.`,
    en: `${quoted(what)} is a word of the rules' language. Choose another name.`,
  }),
  nameTaken: (what: string): Text => ({
    ar: `الاسم ${quoted(what)} مستعمل لغير هذا. اختر اسما آخر.`,
    en: `The name ${quoted(what)} already stands for something else. Choose another.`,
  }),
  nameForm: (what: string): Text => ({
    ar: `لا يصلح ${quoted(what)} اسما. اكتب حروفا وأرقاما متصلة بلا مسافات، وأولها حرف.`,
    en: `${quoted(what)} cannot be a name. Write letters and digits without spaces, a letter first.`,
  }),
  inUse: (where: string): Text => ({
    ar: `لا يُحذف ما دام مستعملا في: ${where}. غيّر ذلك الموضع أولا.`,
    en: `This cannot go while it is used in: ${where}. Change that place first.`,
  }),
  listFull: (most: string): Text => ({
    ar: `بلغت القائمة حدها الأعلى، وهو ${most}.`,
    en: `The list is full: it takes ${most} at most.`,
  }),
  notThere: (): Text => ({
    ar: "لم يعد هذا الجزء في مكانه. راجع الصفحة ثم أعد ما فعلت.",
    en: "This part is no longer where it was. Look at the page and try again.",
  }),
} as const;

export type EditProblemCode = keyof typeof texts;

export const editProblem = (
  path: Place,
  code: EditProblemCode,
  what = "",
  span?: Span,
): Problem => ({ path, code, reason: texts[code](what), ...(span ? { span } : {}) });
