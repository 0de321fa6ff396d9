import { err, ok, type Result } from "@gov/kit/result.ts";

/** Columns of a file of bills, and the headings they are known by. */
const headings = {
  reference: ["reference", "المرجع", "الرقم المرجعي"],
  descriptionAr: ["description ar", "description", "الوصف", "البيان", "الوصف بالعربية"],
  descriptionEn: ["description en", "الوصف بالإنجليزية", "الوصف بالانكليزية"],
  amount: ["amount", "المبلغ", "القيمة"],
  amountMinor: ["amount minor", "المبلغ بالوحدات الصغرى"],
  currency: ["currency", "العملة"],
  serviceType: ["service type", "نوع الخدمة", "الخدمة"],
  payerNationalId: ["payer national id", "national id", "رقم الهوية", "هوية الدافع"],
  payerName: ["payer name", "name", "اسم الدافع", "الاسم", "اسم المواطن"],
  payerPhone: ["payer phone", "phone", "الهاتف", "الجوال", "رقم الجوال", "هاتف الدافع"],
  dueAt: ["due at", "due date", "تاريخ الاستحقاق", "الاستحقاق"],
  expiresAt: ["expires at", "تاريخ الانتهاء", "تنتهي في"],
  returnUrl: ["return url", "رابط العودة"],
} as const;

export type Column = keyof typeof headings;

/** Letters alone, Arabic ones folded: however a heading is spelt, it is the same. */
const fold = (heading: string): string =>
  heading
    .toLowerCase()
    .normalize("NFKC")
    .replace(/[\u064b-\u065f\u0640]/g, "")
    .replace(/[أإآ]/g, "ا")
    .replaceAll("ى", "ي")
    .replaceAll("ة", "ه")
    .replace(/[^\p{L}]/gu, "");

const byHeading: ReadonlyMap<string, Column> = new Map(
  Object.entries(headings).flatMap(([column, names]) =>
    [column, ...names].map((name) => [fold(name), column as Column] as const),
  ),
);

export type Layout = readonly (Column | undefined)[];

export type LayoutProblem = Readonly<{ kind: "missing" | "doubled"; column: Column }>;

/**
 * Which column stands where, from the first line; columns nobody knows are left aside. With
 * `described`, the file's own description stands for those that rows lack.
 */
export const readLayout = (
  cells: readonly string[],
  described: boolean,
): Result<Layout, readonly LayoutProblem[]> => {
  const layout = cells.map((cell) => byHeading.get(fold(cell)));
  const count = (column: Column): number => layout.filter((one) => one === column).length;
  const columns = Object.keys(headings) as Column[];
  const doubled = columns.filter((column) => count(column) > 1);
  const needed: Column[] = ["reference", "currency"];
  if (!described) needed.push("descriptionAr", "descriptionEn");
  if (count("amountMinor") === 0) needed.push("amount");
  const missing = needed.filter((column) => count(column) === 0);
  if (doubled.length + missing.length === 0) return ok(layout);
  return err([
    ...missing.map((column) => ({ kind: "missing", column }) as const),
    ...doubled.map((column) => ({ kind: "doubled", column }) as const),
  ]);
};
