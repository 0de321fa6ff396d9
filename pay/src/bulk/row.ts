import { toWesternDigits } from "@gov/country/digits.ts";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { parseMoney } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { fieldProblems } from "@gov/kit/validation.ts";
import { newBillSchema, toNewBill } from "#src/bill/bill-json.ts";
import type { NewBill } from "#src/bill/bill.ts";
import type { Column, Layout } from "./columns.ts";
import type { CsvRow, RowFault } from "./csv.ts";

export type RowProblem = Readonly<{ field: string; message: Text }>;
/** What every row of one file shares. */
export type RowContext = Readonly<{ billerCode: string; description: Text | undefined }>;

const maxProblems = 10;

export const faultTexts: Record<RowFault | "tooManyCells" | "notUtf8" | "notJson", Text> = {
  tooLong: {
    ar: "السطر أطول من 32768 حرفا. قصره أو تأكد من نهايات الأسطر.",
    en: "The line is longer than 32768 characters. Shorten it, or check the line ends.",
  },
  quoteNotClosed: {
    ar: 'علامة اقتباس (") لم تغلق. أغلقها، أو ضاعفها إن كانت من النص.',
    en: 'A quote (") is not closed. Close it, or double it where it is part of the text.',
  },
  quoteMisplaced: {
    ar: 'علامة اقتباس (") في وسط خلية. ضع الخلية كلها بين علامتين وضاعف ما بداخلها.',
    en: 'A quote (") stands inside a cell. Quote the whole cell and double those inside.',
  },
  tooManyCells: {
    ar: "في السطر خلايا أكثر من أعمدة السطر الأول. ضع ما فيه فاصلة بين علامتي اقتباس.",
    en: "The line has more cells than the first one has columns. Quote a cell that holds a comma.",
  },
  notUtf8: {
    ar: "حروف هذا السطر ليست UTF-8. احفظ الملف بصيغة CSV UTF-8.",
    en: "The letters of this line are not UTF-8. Save the file as CSV UTF-8.",
  },
  notJson: {
    ar: "السطر ليس كائن JSON صحيحا. اكتب كائنا واحدا في كل سطر.",
    en: "The line is not one JSON object. Write one object a line.",
  },
};

const offsets = new Intl.DateTimeFormat("en", {
  timeZone: "Asia/Hebron",
  timeZoneName: "longOffset",
});

const findEndOfDay = (typed: string): string => {
  const [, year, month, day] = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(typed) ?? [];
  const [, day2, month2, year2] = /^(\d\d?)\/(\d\d?)\/(\d{4})$/.exec(typed) ?? [];
  const [y, m, d] = year ? [year, month, day] : [year2, month2, day2];
  if (!y || !m || !d) return typed;
  const local = `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}T23:59:59`;
  const guess = new Date(`${local}Z`);
  if (Number.isNaN(guess.getTime())) return typed;
  const name = offsets.formatToParts(guess).find(({ type }) => type === "timeZoneName")?.value;
  return `${local}${name?.replace("GMT", "") || "Z"}`;
};

const days = new Map<string, string>();
const maxDays = 1_000;
const longestDay = 10;

/**
 * The last second of a day here; `2026-03-01` or `1/3/2026`. Other texts are left as they are.
 * A file has few days and many rows: a day is worked out once.
 */
export const endOfDay = (typed: string): string => {
  if (typed.length > longestDay) return typed;
  const known = days.get(typed);
  if (known !== undefined) return known;
  const found = findEndOfDay(typed);
  if (days.size >= maxDays) days.clear();
  days.set(typed, found);
  return found;
};

const check = (body: unknown, rename: (field: string) => string): Result<NewBill, RowProblem[]> => {
  const parsed = newBillSchema.safeParse(body);
  if (parsed.success) return ok(toNewBill(parsed.data));
  const { issues } = parsed.error;
  const problems = fieldProblems(parsed.error).slice(0, maxProblems);
  return err(
    problems.map(({ field, message }, index) => {
      const expected = issues[index]?.code === "invalid_format" ? formatTexts[field] : undefined;
      return { field: rename(field), message: expected ?? message };
    }),
  );
};

const dayText: Text = {
  ar: "اكتب تاريخا صحيحا، مثل 2026-03-31.",
  en: "Enter a date that exists, such as 2026-03-31.",
};

/** What a field should look like, where it is written otherwise. */
const formatTexts: Readonly<Record<string, Text>> = {
  reference: {
    ar: "اكتب المرجع من 1 إلى 64 حرفا لاتينيا أو رقما أو علامة، بلا مسافات.",
    en: "Enter the reference as 1 to 64 Latin letters, digits or signs, without spaces.",
  },
  "payer.nationalId": {
    ar: "اكتب رقم الهوية تسعة أرقام.",
    en: "Enter the national ID as nine digits.",
  },
  "payer.phone": {
    ar: "اكتب رقم الهاتف من 7 إلى 15 رقما.",
    en: "Enter the phone number as 7 to 15 digits.",
  },
  dueAt: dayText,
  expiresAt: dayText,
};

const columnOf: Readonly<Record<string, Column>> = {
  "description.ar": "descriptionAr",
  "description.en": "descriptionEn",
  "amount.amountMinor": "amount",
  "amount.currency": "currency",
  "payer.nationalId": "payerNationalId",
  "payer.name": "payerName",
  "payer.phone": "payerPhone",
};

const amountTexts = {
  empty: { ar: "المبلغ مطلوب.", en: "The amount is required." },
  zero: { ar: "اكتب مبلغا أكبر من الصفر.", en: "Enter an amount above zero." },
  notAnAmount: { ar: "اكتب المبلغ أرقاما، مثل 312.50.", en: "Write the amount in digits: 312.50." },
  tooManyDecimals: {
    ar: "منازل المبلغ العشرية أكثر مما في العملة.",
    en: "The amount has more decimals than the currency.",
  },
  tooLarge: { ar: "المبلغ أكبر من المسموح.", en: "The amount is larger than allowed." },
} as const;

/** A row of a CSV file as the bill it asks for. */
export const readCsvRow = (
  row: CsvRow,
  layout: Layout,
  context: RowContext,
): Result<NewBill, RowProblem[]> => {
  if (typeof row.cells === "string") return err([{ field: "", message: faultTexts[row.cells] }]);
  const values: Partial<Record<Column, string>> = {};
  for (const [index, column] of layout.entries()) {
    const cell = row.cells[index];
    if (column && cell) values[column] = cell;
  }
  if (row.cells.some((cell) => cell.includes("\ufffd"))) {
    return err([{ field: "", message: faultTexts.notUtf8 }]);
  }
  if (row.cells.slice(layout.length).some((cell) => cell !== "")) {
    return err([{ field: "", message: faultTexts.tooManyCells }]);
  }
  const currency = currencySchema.safeParse(values.currency?.toUpperCase());
  let amountMinor =
    values.amountMinor === undefined ? undefined : toWesternDigits(values.amountMinor);
  if (amountMinor === undefined && currency.success) {
    const typed = parseMoney(values.amount ?? "", currency.data);
    if (!typed.ok) return err([{ field: "amount", message: amountTexts[typed.error] }]);
    if (typed.value.amountMinor === 0n)
      return err([{ field: "amount", message: amountTexts.zero }]);
    amountMinor = String(typed.value.amountMinor);
  }
  const { payerNationalId, payerName, payerPhone } = values;
  const payer = {
    ...(payerNationalId ? { nationalId: toWesternDigits(payerNationalId) } : {}),
    ...(payerName ? { name: payerName } : {}),
    ...(payerPhone ? { phone: toWesternDigits(payerPhone).replace(/[\s-]/g, "") } : {}),
  };
  const body = {
    billerCode: context.billerCode,
    reference: values.reference,
    description: {
      ar: values.descriptionAr ?? context.description?.ar,
      en: values.descriptionEn ?? context.description?.en,
    },
    amount: { amountMinor: amountMinor ?? "1", currency: values.currency?.toUpperCase() },
    ...(Object.keys(payer).length > 0 ? { payer } : {}),
    ...(values.serviceType ? { serviceType: values.serviceType } : {}),
    ...(values.dueAt ? { dueAt: endOfDay(toWesternDigits(values.dueAt)) } : {}),
    ...(values.expiresAt ? { expiresAt: endOfDay(toWesternDigits(values.expiresAt)) } : {}),
    ...(values.returnUrl ? { returnUrl: values.returnUrl } : {}),
  };
  return check(body, (field) => columnOf[field] ?? field);
};

/** A line of a JSON-lines file: a bill as `POST /v1/bills` takes it, without what the file says. */
export const readJsonRow = (
  text: string | undefined,
  context: RowContext,
): Result<NewBill, RowProblem[]> => {
  if (text === undefined) return err([{ field: "", message: faultTexts.tooLong }]);
  if (text.includes("\ufffd")) return err([{ field: "", message: faultTexts.notUtf8 }]);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return err([{ field: "", message: faultTexts.notJson }]);
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    return err([{ field: "", message: faultTexts.notJson }]);
  }
  const named = "billerCode" in body ? body.billerCode : context.billerCode;
  if (named !== context.billerCode) {
    const ar = `هذا الملف لجهة التحصيل ${context.billerCode} وحدها.`;
    const en = `This file is for the biller ${context.billerCode} alone.`;
    return err([{ field: "billerCode", message: { ar, en } }]);
  }
  const described = context.description ? { description: context.description } : {};
  return check({ ...described, ...body, billerCode: context.billerCode }, (field) => field);
};
