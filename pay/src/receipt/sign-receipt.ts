import { deriveKey, hmacSha256 } from "@gov/kit/crypto.ts";
import { digestFacts, encodeSummary, type SummarySigner } from "@gov/kit/document/cose-qr.ts";
import { formatMoney, type Currency } from "@gov/kit/money.ts";
import { onceFor } from "@gov/kit/once-for.ts";
import type { RailCode } from "#src/rails/rail.ts";

/** Signs receipts: its key, and the key that the salts of their digests come from. */
export type ReceiptSigner = Readonly<{ key: SummarySigner; encryptionKey: Uint8Array }>;

/** What a receipt says and its signature is over. */
export type SignableReceipt = Readonly<{
  number: string;
  billing_number: string;
  reference: string;
  amount_minor: bigint;
  currency: Currency;
  rail: RailCode;
  paid_at: Date;
  name_ar: string;
  name_en: string;
}>;

const dayFormat = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Hebron" });

/** What the receipt states, for programs: carried inside the PDF, digested into the QR code. */
export const factsOf = (receipt: SignableReceipt) => ({
  receiptNumber: receipt.number,
  billingNumber: receipt.billing_number,
  reference: receipt.reference,
  amountMinor: receipt.amount_minor.toString(),
  currency: receipt.currency,
  rail: receipt.rail,
  paidAt: receipt.paid_at.toISOString(),
  biller: receipt.name_en,
});

const saltKeyOf = onceFor((encryptionKey: Uint8Array) => deriveKey(encryptionKey, "receipt-salt"));

/** 16 bytes that only we can tell from the receipt's number. */
export const saltOf = (encryptionKey: Uint8Array, number: string): Buffer =>
  hmacSha256(saltKeyOf(encryptionKey), number).subarray(0, 16);

/** The signed summary that the receipt's QR code carries (COSE_Sign1). */
export const signReceipt = async (
  { key, encryptionKey }: ReceiptSigner,
  receipt: SignableReceipt,
): Promise<Uint8Array> => {
  const { amount_minor: amountMinor, currency } = receipt;
  return await encodeSummary(
    {
      number: receipt.number,
      type: "payment-receipt",
      issued: dayFormat.format(receipt.paid_at),
      issuer: receipt.name_ar.slice(0, 80),
      subject: formatMoney({ amountMinor, currency }, "en"),
      factsDigest: digestFacts(factsOf(receipt), saltOf(encryptionKey, receipt.number)),
    },
    key,
  );
};
