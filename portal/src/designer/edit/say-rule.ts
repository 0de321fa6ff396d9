import type { Lang, Text } from "@gov/kit/text.ts";
import { functions, type FunctionName } from "@gov/services/language/expression/functions.ts";
import type { Names } from "@gov/services/language/expression/names.ts";
import type { BinaryOperator, Node } from "@gov/services/language/expression/syntax.ts";
import { showValue } from "@gov/services/language/show-value.ts";

/** What the values of a name's choice are called. */
export type LabelOfValue = (name: string, value: string) => Text | undefined;

type Saying = Readonly<{ names: Names; labelOf: LabelOfValue; lang: Lang }>;

const operators: Readonly<Record<BinaryOperator, Text>> = {
  and: { ar: "و", en: "and" },
  or: { ar: "أو", en: "or" },
  "=": { ar: "هو", en: "is" },
  "!=": { ar: "ليس", en: "is not" },
  "<": { ar: "أقل من", en: "is less than" },
  "<=": { ar: "لا يزيد على", en: "is at most" },
  ">": { ar: "أكبر من", en: "is more than" },
  ">=": { ar: "لا يقل عن", en: "is at least" },
  "+": { ar: "زائد", en: "plus" },
  "-": { ar: "ناقص", en: "minus" },
  "*": { ar: "ضرب", en: "times" },
};

const calls: Readonly<Record<FunctionName, Text>> = {
  count: { ar: "عدد", en: "the number of" },
  min: { ar: "الأصغر من", en: "the least of" },
  max: { ar: "الأكبر من", en: "the greatest of" },
  sum: { ar: "مجموع", en: "the sum of" },
  share: { ar: "حصة من", en: "the share of" },
  yearsBetween: { ar: "السنوات بين", en: "the years between" },
  monthsBetween: { ar: "الأشهر بين", en: "the months between" },
  daysBetween: { ar: "الأيام بين", en: "the days between" },
  addDays: { ar: "بعد أيام من", en: "days after" },
  addMonths: { ar: "بعد أشهر من", en: "months after" },
  addYears: { ar: "بعد سنوات من", en: "years after" },
  year: { ar: "سنة", en: "the year of" },
  length: { ar: "طول", en: "the length of" },
  known: { ar: "معلوم", en: "we know" },
  firstKnown: { ar: "أول معلوم من", en: "the first known of" },
};

const listed = (saying: Saying, nodes: readonly Node[], beside?: Node): string =>
  nodes.map((node) => say(saying, node, beside)).join(saying.lang === "ar" ? "، " : ", ");

/** `addYears(case.issuedOn, 1)` as «الطلب.تاريخ_الإصدار بعد 1 سنة» would lose its order: both said. */
const sayCall = (saying: Saying, { name, args }: Extract<Node, { kind: "call" }>): string =>
  name in functions ? `${calls[name][saying.lang]} (${listed(saying, args)})` : "";

const joins = (node: Node): node is Extract<Node, { kind: "binary" }> =>
  node.kind === "binary" && (node.operator === "and" || node.operator === "or");

const part = (saying: Saying, node: Node, around: BinaryOperator, beside?: Node): string => {
  const said = say(saying, node, beside);
  return joins(node) && node.operator !== around ? `(${said})` : said;
};

const sayLiteral = (saying: Saying, node: Extract<Node, { kind: "literal" }>, beside?: Node) => {
  const { lang, names, labelOf } = saying;
  if (node.value.type === "text" && beside?.kind === "name") {
    const known = names.find(beside.name);
    const label = known && labelOf(known.name, node.value.value);
    if (label) return `«${label[lang]}»`;
  }
  return node.value.type === "text" ? `«${node.value.value}»` : showValue(node.value)[lang];
};

const say = (saying: Saying, node: Node, beside?: Node): string => {
  const { lang, names } = saying;
  switch (node.kind) {
    case "literal":
      return sayLiteral(saying, node, beside);
    case "name":
      return names.find(node.name)?.label[lang] ?? node.name;
    case "not":
      return lang === "ar"
        ? `ليس صحيحا أن ${say(saying, node.operand)}`
        : `it is not so that ${say(saying, node.operand)}`;
    case "negative":
      return `-${say(saying, node.operand)}`;
    case "binary": {
      const left = part(saying, node.left, node.operator, node.right);
      const right = part(saying, node.right, node.operator, node.left);
      return `${left} ${operators[node.operator][lang]} ${right}`;
    }
    case "in": {
      const item = say(saying, node.item);
      const list = say(saying, node.list, node.item);
      return lang === "ar" ? `${item} من بين: ${list}` : `${item} is among: ${list}`;
    }
    case "list":
      return listed(saying, node.items, beside);
    case "range": {
      const [from, to] = [say(saying, node.from), say(saying, node.to)];
      return lang === "ar" ? `من ${from} إلى ${to}` : `${from} to ${to}`;
    }
    case "if": {
      const condition = say(saying, node.condition);
      const [then, otherwise] = [say(saying, node.then), say(saying, node.otherwise)];
      return lang === "ar"
        ? `إذا ${condition} فـ ${then}، وإلا ${otherwise}`
        : `if ${condition}, then ${then}, else ${otherwise}`;
    }
    case "call":
      return sayCall(saying, node);
  }
};

/** A rule in plain words, with the labels that people see: for its author to read it back. */
export const sayRule = (node: Node, names: Names, labelOf: LabelOfValue): Text => ({
  ar: say({ names, labelOf, lang: "ar" }, node),
  en: say({ names, labelOf, lang: "en" }, node),
});
