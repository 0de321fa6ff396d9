import { currencySchema } from "@gov/kit/money-schema.ts";
import { currencies } from "@gov/kit/money.ts";
import { parseIban } from "@gov/country/iban.ts";
import type { PayOrder } from "./books.ts";
import { minorOf } from "../iso-money.ts";

/** A bank app's reader of EMVCo codes: its own, so that a code of ours is judged by a stranger. */
export type Scanned = { order: PayOrder; merchant: { ar: string; en: string } };

function checksum(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let register = 0xffff;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit -= 1) {
      const top = ((register >> 15) & 1) ^ ((byte >> bit) & 1);
      register = ((register << 1) & 0xffff) ^ (top ? 0x1021 : 0);
    }
  }
  return register.toString(16).padStart(4, "0").toUpperCase();
}

function split(text: string): Map<string, string> | undefined {
  const fields = new Map<string, string>();
  let rest = Array.from(text);
  while (rest.length > 0) {
    const head = rest.slice(0, 4).join("");
    const length = Number(head.slice(2));
    if (!/^\d{4}$/.test(head) || rest.length < 4 + length) return undefined;
    fields.set(head.slice(0, 2), rest.slice(4, 4 + length).join(""));
    rest = rest.slice(4 + length);
  }
  return fields;
}

/** What a code asks for, or undefined where no bank app would take it. */
export function readScanned(pasted: string): Scanned | undefined {
  const code = pasted.trim();
  if (code.length > 512 || checksum(code.slice(0, -4)) !== code.slice(-4)) return undefined;
  const fields = split(code);
  const names = split(fields?.get("64") ?? "");
  const more = split(fields?.get("62") ?? "");
  const accounts = [...(fields ?? [])].filter(([tag]) => tag >= "26" && tag <= "51");
  const iban = split(accounts[0]?.[1] ?? "")?.get("01") ?? "";
  const currency = currencySchema.options.find(
    (one) => currencies[one].numeric === fields?.get("53"),
  );
  const amountMinor = currency && minorOf(fields?.get("54") ?? "", currency);
  if (!fields || fields.get("00") !== "01" || fields.get("58") !== "PS") return undefined;
  if (!parseIban(iban).ok || !currency || !amountMinor) return undefined;
  const en = fields.get("59") ?? "";
  return {
    merchant: { en, ar: names?.get("01") ?? en },
    order: {
      reference: more?.get("05") ?? "NOTPROVIDED",
      billingNumber: more?.get("01") ?? "",
      amountMinor,
      currency,
      creditorIban: iban,
    },
  };
}
