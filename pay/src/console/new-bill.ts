import { currencies, parseMoney, type Currency } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { lineSchema } from "#src/api-schemas.ts";
import type { NewBill } from "#src/bill/bill.ts";
import { momentHere } from "./moment-here.ts";

export type NewBillField =
  | "reference"
  | "descriptionAr"
  | "descriptionEn"
  | "amount"
  | "currency"
  | "payerName"
  | "due";

const isCurrency = (text: string): text is Currency => Object.hasOwn(currencies, text);
const line = (text: string, maxLength: number): boolean =>
  lineSchema(maxLength).safeParse(text).success;

/** Reads the form of a bill made by hand; every field that is wrong is named at once. */
export const readNewBill = (
  form: Readonly<Record<string, string>>,
  now: Date,
): Result<NewBill, readonly NewBillField[]> => {
  const text = (name: string): string => form[name] ?? "";
  const wrong: NewBillField[] = [];
  if (!/^[\x21-\x7e]{1,64}$/.test(text("reference"))) wrong.push("reference");
  if (!line(text("descriptionAr"), 200)) wrong.push("descriptionAr");
  if (!line(text("descriptionEn"), 200)) wrong.push("descriptionEn");
  const currency = text("currency");
  const amount = isCurrency(currency) ? parseMoney(text("amount"), currency) : undefined;
  if (!amount) wrong.push("currency");
  else if (!amount.ok || amount.value.amountMinor === 0n) wrong.push("amount");
  const payerName = text("payerName");
  if (payerName !== "" && !line(payerName, 120)) wrong.push("payerName");
  const due = text("due") === "" ? undefined : momentHere(`${text("due")}T23:59:59`);
  if (text("due") !== "" && (!due || due <= now)) wrong.push("due");
  if (wrong.length > 0 || !amount?.ok) return err(wrong);
  return ok({
    billerCode: text("billerCode"),
    reference: text("reference"),
    description: { ar: text("descriptionAr"), en: text("descriptionEn") },
    amount: amount.value,
    splits: [],
    parts: undefined,
    serviceType: text("serviceType") || undefined,
    payer: { nationalId: undefined, name: payerName || undefined, phone: undefined },
    dueAt: due,
    expiresAt: undefined,
    returnUrl: undefined,
  });
};
