import { z } from "@hono/zod-openapi";

const base64 = (maxBytes: number) => z.base64().max(Math.ceil(maxBytes / 3) * 4);
export const daySchema = z.iso.date();

/** What proves that a receipt stands in its day's tree: whole in itself, for anyone to check. */
export const inclusionProof = z
  .object({
    status: z.literal("included"),
    receipt: base64(2_000).openapi({
      description: "The receipt as its QR code carries it (COSE_Sign1); the leaf's content",
    }),
    day: daySchema.openapi({ description: "The day in Palestine whose tree it is" }),
    index: z.number().int().min(0).openapi({ description: "The leaf's place in the tree" }),
    path: z
      .array(base64(32))
      .max(31)
      .openapi({ description: "Audit path from the leaf up (RFC 9162 section 2.1.3)" }),
    head: base64(500).openapi({
      description: "The day's signed head (COSE_Sign1): day, size, root, hash of the head before",
    }),
    previousHead: base64(500)
      .optional()
      .openapi({ description: "The head of the day before; the first day has none" }),
    stamp: base64(65_536)
      .optional()
      .openapi({ description: "RFC 3161 token over the bytes of `head`, once there is one" }),
  })
  .openapi("ReceiptInclusion");
export type InclusionProof = z.infer<typeof inclusionProof>;

export const inclusionAwaited = z
  .object({
    status: z.literal("waiting"),
    day: daySchema.openapi({ description: "The day to whose tree it will be added" }),
    closesAfter: z.string().openapi({
      format: "date-time",
      description: "Ask again then: the day is closed some minutes after its end",
    }),
  })
  .openapi("ReceiptInclusionAwaited");

/** A closed day as it is published. Bytes are base64. */
export const publishedDay = z
  .object({
    day: daySchema,
    size: z.number().int().min(0).openapi({ description: "Receipts in its tree" }),
    root: base64(32),
    previous: base64(32).openapi({
      description: "SHA-256 of the head of the day before; zeros on the first day",
    }),
    head: base64(500).openapi({
      description: "All of these, signed (COSE_Sign1); the keys are /.well-known/receipt-keys.json",
    }),
    closedAt: z.string().openapi({ format: "date-time" }),
    stamp: base64(65_536)
      .optional()
      .openapi({ description: "RFC 3161 token over the bytes of `head`, once there is one" }),
    stampedAt: z.string().optional().openapi({ format: "date-time" }),
  })
  .openapi("ReceiptDay");
export const publishedDays = z.object({
  days: z.array(publishedDay),
  nextBefore: daySchema
    .optional()
    .openapi({ description: "`before` of the next page, while there is more" }),
});
export type PublishedDays = z.infer<typeof publishedDays>;
