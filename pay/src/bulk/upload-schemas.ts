import { z } from "@hono/zod-openapi";
import { codeSchema, textSchema, uuidSchema } from "#src/api-schemas.ts";
import { uploadFailures, uploadStatuses, type UploadFailure } from "./upload.ts";
import type { UploadRow } from "./upload-queries.ts";

export const uploadParams = z.object({ id: uuidSchema });

export const newUploadSchema = z
  .strictObject({
    billerCode: codeSchema,
    format: z.enum(["csv", "jsonl"]),
    compression: z.enum(["none", "gzip"]).default("none"),
    /** Of bills whose row has none. */
    description: textSchema(200).optional(),
  })
  .openapi("NewBillUpload");

export const uploadSchema = z
  .object({
    id: uuidSchema,
    billerCode: codeSchema,
    format: z.enum(["csv", "jsonl"]),
    compression: z.enum(["none", "gzip"]),
    status: z.enum(uploadStatuses),
    /** Where the next piece begins. */
    receivedBytes: z.string(),
    rows: z.object({
      read: z.number().int(),
      made: z.number().int(),
      known: z.number().int(),
      wrong: z.number().int(),
    }),
    failure: z.object({ code: z.string(), ar: z.string(), en: z.string() }).optional(),
    createdAt: z.string(),
    finishedAt: z.string().optional(),
  })
  .openapi("BillUpload");

export const uploadJson = (row: UploadRow): z.infer<typeof uploadSchema> => ({
  id: row.id,
  billerCode: row.biller_code,
  format: row.format,
  compression: row.compression,
  status: row.status,
  receivedBytes: String(row.received_bytes),
  rows: {
    read: Number(row.rows_read),
    made: Number(row.rows_made),
    known: Number(row.rows_known),
    wrong: Number(row.rows_wrong),
  },
  ...(row.failure
    ? { failure: { code: row.failure, ...uploadFailures[row.failure as UploadFailure] } }
    : {}),
  createdAt: row.created_at.toISOString(),
  ...(row.finished_at ? { finishedAt: row.finished_at.toISOString() } : {}),
});
