import { z } from "zod";

// What the shared templates print. Values come formatted as people read them; the templates
// isolate digits and Latin words inside Arabic by themselves.

const line = z.string().min(1).max(400);
const text = z.object({ ar: line, en: line });
const paragraph = z.object({ ar: z.string().min(1).max(3000), en: z.string().min(1).max(3000) });

/** A value in both languages, or one that reads the same in both (a plate, a number). */
const value = z.union([line, text]);
const row = z.object({ label: text, value });

const frame = z.object({
  state: text,
  institution: text,
  title: text,
  number: z.string().min(1).max(40),
  verification: z.object({
    /** SVG from `qrSvg`. */
    qr: z.string().startsWith("<svg").max(150_000),
    /** Where a reader types the number, as it is printed: `hukumati.gov.ps/verify`. */
    address: z.string().min(1).max(80),
    /** What the QR holds: whoever reads on a phone taps the code that they cannot scan. */
    link: z
      .url({ protocol: /^https?$/i })
      .max(2_048)
      .optional(),
  }),
});

/** Data of the template `certificate`. */
export const certificateData = frame.extend({
  opening: paragraph.optional(),
  rows: z.array(row).max(100),
  issued: value,
  validUntil: value.optional(),
  closing: paragraph.optional(),
});
export type CertificateData = z.infer<typeof certificateData>;

/** Data of the template `receipt`. The payer comes masked. */
export const receiptData = frame.extend({
  amount: text,
  bill: z.object({ description: text, number: line }),
  payer: value,
  rail: value,
  paidAt: value,
  reference: line,
  rows: z.array(row).max(40).optional(),
});
export type ReceiptData = z.infer<typeof receiptData>;

/** Data of the template `voucher`: a small page to take to a counter. */
export const voucherData = z.object({
  title: text,
  number: z.string().min(1).max(40),
  institution: text,
  description: text,
  amount: text,
  validUntil: text.optional(),
  /** SVG from `qrSvg`. */
  qr: z.string().startsWith("<svg").max(150_000),
  steps: z.array(text).max(6),
});
export type VoucherData = z.infer<typeof voucherData>;
