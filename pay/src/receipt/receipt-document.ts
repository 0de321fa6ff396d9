import type { ReceiptData } from "@gov/kit/document/document-data.ts";
import { summaryUrl } from "@gov/kit/document/document-summary.ts";
import { sealPdf } from "@gov/kit/document/pades-seal.ts";
import { qrSvg } from "@gov/kit/document/qr-svg.ts";
import type { DocumentRenderer } from "@gov/kit/document/typst-renderer.ts";
import { formatMoney } from "@gov/kit/money.ts";
import type { Lang } from "@gov/kit/text.ts";
import { dateTimeText } from "@gov/kit/ui/date-time.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import { refundedTexts } from "#src/refund/refund-notice.ts";
import { railTexts, receiptTexts } from "./receipt-page.ts";
import type { ReceiptRow } from "./receipt-queries.ts";
import { maskName } from "./receipt.ts";
import { factsOf, saltOf, signReceipt, type ReceiptSigner } from "./sign-receipt.ts";
import { treasury } from "./new-signing-keys.ts";
import type { SigningKeys } from "./signing-key-queries.ts";

export type ReceiptPress = Readonly<{
  renderer: DocumentRenderer;
  keys: SigningKeys;
  publicUrl: string;
  encryptionKey: Uint8Array;
}>;

/** The address in the receipt's QR code: signed, so that it can be checked without a network. */
export const receiptCode = async (press: ReceiptPress, receipt: ReceiptRow): Promise<string> => {
  // Those that were issued before receipts were signed at once are signed when they are asked for.
  const cose = receipt.cose ?? (await signReceipt(signerOf(press), receipt));
  return summaryUrl(press.publicUrl, cose);
};

const signerOf = ({ keys, encryptionKey }: ReceiptPress): ReceiptSigner => ({
  key: keys.signer,
  encryptionKey,
});

const moneyOf = (receipt: ReceiptRow) => ({
  amountMinor: receipt.amount_minor,
  currency: receipt.currency,
});

const both = <T>(make: (lang: Lang) => T): { ar: T; en: T } => ({ ar: make("ar"), en: make("en") });

const dataOf = (press: ReceiptPress, receipt: ReceiptRow, code: string): ReceiptData => ({
  state: { ar: "دولة فلسطين", en: "State of Palestine" },
  institution: treasury,
  title: receiptTexts.title,
  number: receipt.number,
  verification: { qr: qrSvg(code), address: new URL(press.publicUrl).host },
  amount: both((lang) => formatMoney(moneyOf(receipt), lang)),
  bill: {
    description: { ar: receipt.description_ar, en: receipt.description_en },
    number: groupBillingNumber(receipt.billing_number),
  },
  payer: receipt.payer_name ? maskName(receipt.payer_name) : "—",
  rail: railTexts[receipt.rail],
  paidAt: both((lang) => dateTimeText(receipt.paid_at, lang)),
  reference: receipt.reference,
  rows: [
    { label: receiptTexts.to, value: { ar: receipt.name_ar, en: receipt.name_en } },
    ...(receipt.returned_minor > 0n
      ? [
          {
            label: refundedTexts.returnedSum,
            value: both((lang) =>
              formatMoney({ ...moneyOf(receipt), amountMinor: receipt.returned_minor }, lang),
            ),
          },
        ]
      : []),
  ],
});

/** The receipt as PDF/A-3 with its facts inside, sealed by the treasury. */
export const printReceipt = async (
  press: ReceiptPress,
  receipt: ReceiptRow,
  lang: Lang,
): Promise<Uint8Array> => {
  const code = await receiptCode(press, receipt);
  const salt = saltOf(press.encryptionKey, receipt.number).toString("base64url");
  const facts = JSON.stringify({ facts: factsOf(receipt), salt });
  const pdf = await press.renderer.render("receipt", dataOf(press, receipt, code), {
    createdAt: receipt.paid_at,
    lang,
    attachments: [
      {
        name: "receipt.json",
        mimeType: "application/json",
        description: "Facts of the receipt",
        relationship: "data",
        content: Buffer.from(facts),
      },
    ],
  });
  return await sealPdf(pdf, {
    ...press.keys.seal,
    reason: receiptTexts.title.ar,
    location: "رام الله",
    name: treasury.ar,
    signedAt: new Date(),
  });
};
