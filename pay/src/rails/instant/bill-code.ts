import { currencies, toDecimal, type Money } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import { writeEmvCode, writeFields } from "./emv-qr.ts";

/** How the code names the scheme, the account and the place; all of it is configuration. */
type CodeIssuer = Readonly<{
  scheme: string;
  iban: string;
  categoryCode: string;
  city: Text;
}>;

const cut = (text: string, length: number): string => [...text].slice(0, length).join("").trim();

/** Names in the common fields are printable ASCII; what is not is left out. */
const latin = (text: string, length: number): string =>
  cut(text.replace(/[^\x20-\x7e]/g, "").trim(), length) || "GOVERNMENT";

/**
 * What a payer scans for one attempt: the account, the exact amount, the bill and the attempt
 * (dynamic, used once). EMVCo merchant-presented mode, under the scheme's “Quick” brand.
 */
export const billCode = (
  issuer: CodeIssuer,
  bill: Readonly<{
    amount: Money;
    billingNumber: string;
    reference: string;
    billerName: Text;
  }>,
): string =>
  writeEmvCode([
    { tag: "01", value: "12" },
    {
      tag: "26",
      value: writeFields([
        { tag: "00", value: issuer.scheme },
        { tag: "01", value: issuer.iban },
      ]),
    },
    { tag: "52", value: issuer.categoryCode },
    { tag: "53", value: currencies[bill.amount.currency].numeric },
    { tag: "54", value: toDecimal(bill.amount) },
    { tag: "58", value: "PS" },
    { tag: "59", value: latin(bill.billerName.en, 25) },
    { tag: "60", value: latin(issuer.city.en, 15) },
    {
      tag: "62",
      value: writeFields([
        { tag: "01", value: bill.billingNumber },
        { tag: "05", value: bill.reference },
      ]),
    },
    {
      tag: "64",
      value: writeFields([
        { tag: "00", value: "AR" },
        { tag: "01", value: cut(bill.billerName.ar, 25) },
        { tag: "02", value: cut(issuer.city.ar, 15) },
      ]),
    },
  ]);
