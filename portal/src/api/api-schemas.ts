import { z } from "@hono/zod-openapi";
import { currencySchema } from "@gov/kit/money-schema.ts";

const textSchema = z.object({ ar: z.string(), en: z.string() }).openapi("Text");

export const meSchema = z
  .object({ nationalId: z.string(), waitingForMe: z.number().int(), documents: z.number().int() })
  .openapi("Me");

const linksSchema = z.object({
  self: z.string(),
  /** The page of the portal where the person acts on it. */
  page: z.string(),
  pay: z.string().optional(),
});

export const applicationSchema = z
  .object({
    reference: z.string(),
    service: textSchema,
    subject: z.string().optional(),
    state: z.string(),
    stateText: textSchema,
    submittedAt: z.string(),
    updatedAt: z.string(),
    waitsForMe: z.boolean(),
    links: linksSchema,
  })
  .openapi("Application");

export const applicationDetailSchema = applicationSchema
  .extend({
    institution: textSchema,
    next: textSchema.optional(),
    fee: z
      .object({ amountMinor: z.string(), currency: currencySchema, paid: z.boolean() })
      .optional(),
    timeline: z.array(
      z.object({
        kind: z.string(),
        text: textSchema,
        detail: z.string().optional(),
        at: z.string(),
      }),
    ),
    documents: z.array(z.object({ number: z.string(), title: textSchema, issuedAt: z.string() })),
  })
  .openapi("ApplicationDetail");

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    requestId: z.string().optional(),
  })
  .openapi("Problem");
