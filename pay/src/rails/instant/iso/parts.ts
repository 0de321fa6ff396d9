import { element, type XmlPart } from "@gov/kit/bounded-xml.ts";
import { currencySchema } from "@gov/kit/money-schema.ts";
import { currencies, toDecimal, type Currency, type Money } from "@gov/kit/money.ts";
import { z } from "zod";

/** Parts that ISO 20022 messages share, as we write and read them. */
export const isoNamespace = (message: string): string =>
  `urn:iso:std:iso:20022:tech:xsd:${message}`;

/** Identifiers of messages, instructions and transactions: Max35Text in plain characters. */
export const max35 = z.string().regex(/^[A-Za-z0-9+?/:().,' _-]{1,35}$/);

/** UTC, to the millisecond. */
export const isoTime = (at: Date): string => at.toISOString();

export const isoDate = (at: Date): string => at.toISOString().slice(0, 10);

const maxWholeDigits = 13;

/** An amount with exactly its currency's decimals; anything else is not an amount. */
export const readAmount = (text: string, currency: Currency): bigint | undefined => {
  const { decimals } = currencies[currency];
  const match = /^(0|[1-9]\d*)\.(\d+)$/.exec(text);
  const [, whole = "", fraction = ""] = match ?? [];
  if (fraction.length !== decimals || whole.length > maxWholeDigits - decimals + 2) {
    return undefined;
  }
  return BigInt(whole + fraction);
};

/** `<Amt Ccy="ILS">312.00</Amt>` as money. */
export const amountSchema = z
  .object({ "#text": z.string().max(24), "@Ccy": currencySchema })
  .transform(({ "#text": text, "@Ccy": currency }, context): Money => {
    const amountMinor = readAmount(text, currency);
    if (amountMinor !== undefined) return { amountMinor, currency };
    context.addIssue({ code: "custom", message: "not an amount with the currency's decimals" });
    return z.NEVER;
  });

/** A moment with its offset, as a `Date`. */
export const timeSchema = z
  .string()
  .max(40)
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/)
  .transform((text, context) => {
    const at = new Date(text);
    if (!Number.isNaN(at.getTime())) return at;
    context.addIssue({ code: "custom", message: "not a moment" });
    return z.NEVER;
  });

export const amountElement = (name: string, amount: Money): XmlPart =>
  element(name, toDecimal(amount), { Ccy: amount.currency });

export const party = (name: string, partyName: string): XmlPart =>
  element(name, [element("Nm", [...partyName].slice(0, 140).join(""))]);

export const ibanAccount = (name: string, iban: string): XmlPart =>
  element(name, [element("Id", [element("IBAN", iban)])]);

/** A bank or wallet by its member code in the system: the four letters of its IBANs. */
export const agent = (name: string, member: string): XmlPart =>
  element(name, [element("FinInstnId", [element("ClrSysMmbId", [element("MmbId", member)])])]);

export const bankOfIban = (iban: string): string => iban.slice(4, 8);

/** The bill's number as the creditor's structured reference. */
export const billReference = (billingNumber: string, note: string): XmlPart =>
  element("RmtInf", [
    element("Strd", [
      element("CdtrRefInf", [
        element("Tp", [element("CdOrPrtry", [element("Cd", "SCOR")])]),
        element("Ref", billingNumber),
      ]),
      element("AddtlRmtInf", [...note].slice(0, 140).join("")),
    ]),
  ]);
