import { z } from "@hono/zod-openapi";
import { currencySchema } from "@gov/kit/money-schema.ts";

const textSchema = z.object({ ar: z.string(), en: z.string() }).openapi("Text");

export const meSchema = z
  .object({ nationalId: z.string(), waitingForMe: z.number().int(), documents: z.number().int() })
  .openapi("Me");

const moneySchema = z.object({ amountMinor: z.string(), currency: currencySchema });

const linksSchema = z.object({
  self: z.string(),
  /** The page of the portal where the person acts on it. */
  page: z.string(),
  pay: z.string().optional(),
  /** The gateway's receipt, once it was paid. */
  receipt: z.string().optional(),
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
    /** What the person does next where it waits for them. */
    waitsForWhat: z.enum(["payment", "answer"]).optional(),
    /** Where it waits for payment: the part that is due now. */
    due: moneySchema.optional(),
    fee: moneySchema.extend({ paid: z.boolean() }).optional(),
    paidAt: z.string().optional(),
    links: linksSchema,
  })
  .openapi("Application");

export const applicationDetailSchema = applicationSchema
  .extend({
    institution: textSchema,
    next: textSchema.optional(),
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

export const documentSchema = z
  .object({
    number: z.string(),
    title: textSchema,
    institution: textSchema,
    issuedAt: z.string(),
    /** The last day on which it holds, an ISO date. */
    validUntil: z.string().optional(),
    withdrawnAt: z.string().optional(),
    withdrawnReason: textSchema.optional(),
    state: z.enum(["valid", "expired", "withdrawn"]),
    /** The reference of the application that it was issued for. */
    application: z.string(),
    /** What its QR code holds: the address of its signed summary (COSE_Sign1 in base32). */
    code: z.string(),
    links: z.object({ file: z.string() }),
  })
  .openapi("Document");

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    requestId: z.string().optional(),
  })
  .openapi("Problem");

export const sightingSchema = z
  .object({
    at: z.string(),
    who: textSchema,
    by: textSchema,
    why: textSchema,
    what: textSchema,
    /** The application that it was about, where its owner knows it. */
    reference: z.string().optional(),
  })
  .openapi("Sighting");

export const verdictSchema = z
  .object({
    outcome: z.enum(["genuine", "expired", "withdrawn", "altered", "unknown"]),
    document: z
      .object({
        number: z.string(),
        title: textSchema,
        institution: textSchema,
        issuedAt: z.string(),
        validUntil: z.string().optional(),
        withdrawnAt: z.string().optional(),
      })
      .optional(),
  })
  .openapi("Verdict");

const namedSchema = z.object({
  code: z.string(),
  name: textSchema,
  /** Other words that people look for it by. */
  synonyms: z.array(z.string()),
});

const serviceSchema = z
  .object({
    code: z.string(),
    institution: z.string(),
    title: textSchema,
    summary: textSchema,
    lifeEvents: z.array(z.string()),
    keywords: z.array(z.string()),
    whoCanApply: textSchema,
    youNeed: z.array(textSchema),
    youGet: textSchema,
    /** The fee in a line, as people read it. */
    fee: textSchema,
    time: textSchema.optional(),
    steps: z.array(textSchema),
    /** Other institutions that are asked on the way. */
    asked: z.array(textSchema),
    links: z.object({ page: z.string(), start: z.string() }),
  })
  .openapi("Service");

export const catalogueSchema = z
  .object({
    institutions: z.array(namedSchema.extend({ about: textSchema })),
    lifeEvents: z.array(namedSchema.extend({ summary: textSchema })),
    services: z.array(serviceSchema),
  })
  .openapi("Catalogue");
