import { element, xmlDocument, type XmlPart } from "@gov/kit/bounded-xml.ts";
import { toDecimal, type Currency } from "@gov/kit/money.ts";

export const isoDocument = (message: string, content: XmlPart): string =>
  xmlDocument(
    element("Document", [content], { xmlns: `urn:iso:std:iso:20022:tech:xsd:${message}` }),
  );

export const systemName = "IBURAQ (sandbox)";

export const amount = (name: string, amountMinor: bigint, currency: Currency): XmlPart =>
  element(name, toDecimal({ amountMinor, currency }), { Ccy: currency });

export const iban = (name: string, value: string): XmlPart =>
  element(name, [element("Id", [element("IBAN", value)])]);

export const text = (name: string, value: string): XmlPart => element(name, value);
