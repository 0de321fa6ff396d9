/** A row of a file of bills, by its columns in their order. */
export type Row = Readonly<Record<string, string>>;

/** What spoils a row, in the formats in which it can, and how the report names it. */
export type RowFault = Readonly<{
  field: string;
  ar: string;
  en: string;
  csv?: (row: Row, first: string) => Row | Buffer;
  jsonl?: (bill: object, first: string) => object | string | Buffer;
}>;

export const csvLine = (row: Row): string => Object.values(row).join(",");
const required = { ar: "هذا الحقل مطلوب.", en: "This field is required." };
const positive = {
  ar: "اكتب المبلغ بأصغر وحدة عددا صحيحا أكبر من صفر بين علامتي اقتباس.",
  en: "Write the amount in minor units: a whole number above zero, as text.",
};
const day = {
  ar: "اكتب تاريخا صحيحا، مثل 2026-03-31.",
  en: "Enter a date that exists, such as 2026-03-31.",
};
const nineDigits = {
  ar: "اكتب رقم الهوية تسعة أرقام.",
  en: "Enter the national ID as nine digits.",
};
/** The line with its Arabic in Windows-1256, as old spreadsheets write it. */
const inOldLetters = (line: string): Buffer =>
  Buffer.from(line.replaceAll(/[\u0600-\u06ff]/gu, "\u00e1"), "latin1");

/** Every way in which a row can be wrong that files of bills are known for. */
export const rowFaults: readonly RowFault[] = [
  {
    field: "amount",
    ar: "اكتب المبلغ أرقاما، مثل 312.50.",
    en: "Write the amount in digits: 312.50.",
    csv: (row) => ({ ...row, amount: "12O.50" }),
  },
  {
    field: "amount",
    ar: "منازل المبلغ العشرية أكثر مما في العملة.",
    en: "The amount has more decimals than the currency.",
    csv: (row) => ({ ...row, amount: "10.125" }),
  },
  {
    field: "amount",
    ar: "اكتب مبلغا أكبر من الصفر.",
    en: "Enter an amount above zero.",
    csv: (row) => ({ ...row, amount: "0.00" }),
  },
  {
    field: "amount.amountMinor",
    ...positive,
    jsonl: (bill) => ({ ...bill, amount: { amountMinor: "-5", currency: "ILS" } }),
  },
  {
    field: "amount.amountMinor",
    ar: "يجب أن يكون من نوع string.",
    en: "Must be of type string.",
    jsonl: (bill) => ({ ...bill, amount: { amountMinor: 5, currency: "ILS" } }),
  },
  {
    field: "currency",
    ar: "اختر واحدة من: ILS، USD، JOD.",
    en: "Choose one of: ILS, USD, JOD.",
    csv: (row) => ({ ...row, currency: "NIS" }),
  },
  {
    field: "currency",
    ar: "ليس لجهة التحصيل حساب بهذه العملة.",
    en: "The biller has no account in this currency.",
    csv: (row) => ({ ...row, currency: "USD" }),
    jsonl: (bill) => ({ ...bill, amount: { amountMinor: "500", currency: "USD" } }),
  },
  {
    field: "dueAt",
    ...day,
    csv: (row) => ({ ...row, dueAt: "2027-02-29" }),
    jsonl: (bill) => ({ ...bill, dueAt: "2027-02-29T10:00:00Z" }),
  },
  {
    field: "reference",
    ...required,
    csv: (row) => ({ ...row, reference: "" }),
    jsonl: (bill) => ({ ...bill, reference: undefined }),
  },
  {
    field: "descriptionAr",
    ar: "اكتب 200 حرفا على الأكثر.",
    en: "Enter at most 200 characters.",
    csv: (row) => ({ ...row, descriptionAr: "رسم ".repeat(60) }),
  },
  {
    field: "description.en",
    ar: "اكتب 200 حرفا على الأكثر.",
    en: "Enter at most 200 characters.",
    jsonl: (bill) => ({ ...bill, description: { ar: "رسم", en: "fee ".repeat(60) } }),
  },
  {
    field: "reference",
    ar: "لجهة التحصيل فاتورة أخرى بهذا المرجع ومبلغ غير هذا. استعمل مرجعا آخر أو ألغ الأولى.",
    en: "The biller has another bill with this reference and another amount. Use another reference.",
    csv: (row, first) => ({ ...row, reference: first, amount: "77777.77" }),
    jsonl: (bill, first) => ({
      ...bill,
      reference: first,
      amount: { amountMinor: "7777777", currency: "ILS" },
    }),
  },
  {
    field: "payerNationalId",
    ...nineDigits,
    csv: (row) => ({ ...row, payerNationalId: "40000000X" }),
  },
  {
    field: "",
    ar: "حروف هذا السطر ليست UTF-8. احفظ الملف بصيغة CSV UTF-8.",
    en: "The letters of this line are not UTF-8. Save the file as CSV UTF-8.",
    csv: (row) => inOldLetters(csvLine(row)),
    jsonl: (bill) => inOldLetters(JSON.stringify(bill)),
  },
  {
    field: "",
    ar: 'علامة اقتباس (") لم تغلق. أغلقها، أو ضاعفها إن كانت من النص.',
    en: 'A quote (") is not closed. Close it, or double it where it is part of the text.',
    csv: (row) => ({ ...row, descriptionEn: '"Licence fee' }),
  },
  {
    field: "",
    ar: 'علامة اقتباس (") في وسط خلية. ضع الخلية كلها بين علامتين وضاعف ما بداخلها.',
    en: 'A quote (") stands inside a cell. Quote the whole cell and double those inside.',
    csv: (row) => ({ ...row, descriptionEn: 'The "vehicle" licence' }),
  },
  {
    field: "",
    ar: "في السطر خلايا أكثر من أعمدة السطر الأول. ضع ما فيه فاصلة بين علامتي اقتباس.",
    en: "The line has more cells than the first one has columns. Quote a cell that holds a comma.",
    csv: (row) => ({ ...row, descriptionEn: "Licence, vehicle" }),
  },
  {
    field: "",
    ar: "السطر أطول من 32768 حرفا. قصره أو تأكد من نهايات الأسطر.",
    en: "The line is longer than 32768 characters. Shorten it, or check the line ends.",
    csv: (row) => ({ ...row, descriptionEn: "x".repeat(40_000) }),
    jsonl: (bill) => ({ ...bill, note: "x".repeat(40_000) }),
  },
  {
    field: "",
    ar: "احذف ما لا نعرفه: colour.",
    en: "Remove what is not known: colour.",
    jsonl: (bill) => ({ ...bill, colour: "red" }),
  },
  {
    field: "",
    ar: "السطر ليس كائن JSON صحيحا. اكتب كائنا واحدا في كل سطر.",
    en: "The line is not one JSON object. Write one object a line.",
    jsonl: (bill) => JSON.stringify(bill).slice(0, -1),
  },
];
