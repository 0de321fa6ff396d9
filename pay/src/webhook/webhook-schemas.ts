import { z } from "@hono/zod-openapi";
import { lineSchema, pageUrlSchema } from "#src/api-schemas.ts";
import type { listDeliveries, EndpointRow } from "./webhook-queries.ts";
import { webhookTypes } from "./webhook-message.ts";

export const endpointParams = z.object({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
});

const secretRemedy = {
  params: {
    remedy: {
      ar: "اكتب whsec_ ثم من 24 إلى 64 بايتا عشوائيا بترميز base64.",
      en: "Write whsec_ and 24 to 64 random bytes in base64.",
    },
  },
};
/** `whsec_` and 24 to 64 bytes in base64, as Standard Webhooks has it. */
const secretSchema = z
  .string()
  .max(120)
  .refine((text) => {
    const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
    const { length } = Buffer.from(base64 ?? "", "base64");
    return length >= 24 && length <= 64;
  }, secretRemedy)
  .openapi({
    pattern: "^whsec_[A-Za-z0-9+/]+={0,2}$",
    example: `whsec_${Buffer.from("an example of thirty-two bytes..").toString("base64")}`,
  });

const eventTypes = z
  .array(z.enum(webhookTypes))
  .min(1)
  .max(webhookTypes.length)
  .refine((types) => new Set(types).size === types.length);

export const endpointBodySchema = z
  .strictObject({
    url: pageUrlSchema.refine((url) => {
      // Also asked of a text that the schema before has refused.
      if (!URL.canParse(url)) return false;
      const { username, password } = new URL(url);
      return username === "" && password === "";
    }),
    secret: secretSchema,
    /** Whose bills it hears of; the caller's own unless told. */
    clientId: lineSchema(128).optional(),
    eventTypes,
    description: lineSchema(200).optional(),
  })
  .openapi("WebhookEndpointBody");

export const endpointSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    clientId: z.string(),
    eventTypes: z.array(z.string()),
    description: z.string(),
    status: z.enum(["enabled", "failing", "disabled"]),
    failingSince: z.string().optional(),
    disabledAt: z.string().optional(),
    previousSecretUntil: z.string().optional(),
  })
  .openapi("WebhookEndpoint");

export const endpointJson = (row: EndpointRow): z.infer<typeof endpointSchema> => ({
  id: row.id,
  url: row.url,
  clientId: row.client_id,
  eventTypes: row.event_types,
  description: row.description,
  status: row.disabled_at ? "disabled" : row.failing_since ? "failing" : "enabled",
  ...(row.failing_since ? { failingSince: row.failing_since.toISOString() } : {}),
  ...(row.disabled_at ? { disabledAt: row.disabled_at.toISOString() } : {}),
  ...(row.previous_until ? { previousSecretUntil: row.previous_until.toISOString() } : {}),
});

export const rotationSchema = z
  .strictObject({
    secret: secretSchema,
    /** How long the old secret goes on signing beside the new one. */
    overlapHours: z.number().int().min(1).max(168).default(24),
  })
  .openapi("WebhookSecretRotation");

const time = z.iso.datetime({ offset: true });
export const replaySchema = z
  .union([
    z.strictObject({ messageId: z.string().regex(/^msg_[0-9a-f]{32}$/) }),
    z.strictObject({ since: time, until: time.optional() }),
  ])
  .openapi("WebhookReplay");
export const replayedSchema = z
  .object({
    queued: z.number().int(),
    more: z.string().optional().openapi({ description: "Ask again with this as `since`" }),
  })
  .openapi("WebhookReplayed");

export const pingSchema = z
  .object({
    messageId: z.string(),
    delivered: z.boolean(),
    status: z.number().int().optional(),
    error: z.string().optional(),
    durationMs: z.number().int(),
  })
  .openapi("WebhookPing");

export const deliverySchema = z
  .object({
    id: z.string(),
    messageId: z.string(),
    eventType: z.string(),
    billId: z.string().optional(),
    attempt: z.number().int(),
    url: z.string(),
    requestBytes: z.number().int(),
    status: z.number().int().optional(),
    error: z.string().optional(),
    responseSummary: z.string().optional(),
    durationMs: z.number().int(),
    at: z.string(),
  })
  .openapi("WebhookDelivery");

type DeliveryRow = Awaited<ReturnType<typeof listDeliveries>>[number];

export const deliveryJson = (row: DeliveryRow): z.infer<typeof deliverySchema> => ({
  id: String(row.id),
  messageId: row.message_id,
  eventType: row.event_type,
  ...(row.bill_id === null ? {} : { billId: row.bill_id }),
  attempt: row.attempt,
  url: row.url,
  requestBytes: row.request_bytes,
  ...(row.status === null ? {} : { status: row.status }),
  ...(row.error === null ? {} : { error: row.error }),
  ...(row.response_summary === "" ? {} : { responseSummary: row.response_summary }),
  durationMs: row.duration_ms,
  at: row.at.toISOString(),
});
