import { z } from "zod";
import { codeSchema, expressionSchema, slugSchema, textSchema } from "./basic-schema.ts";
import { bindingSchema } from "./binding-schema.ts";
import { feeScheduleSchema } from "./fee-schema.ts";
import { pageSchema } from "./field-schema.ts";
import { documentSchema, notificationSchema, workflowSchema } from "./workflow-schema.ts";

/** Must hold for the service to be given; otherwise people read why and what they can do. */
const eligibilityRule = z.strictObject({
  code: codeSchema,
  rule: expressionSchema,
  reason: textSchema,
  remedy: textSchema,
});

/** A service of the state, as data. Later versions of the language add parts and keep these. */
export const definitionSchema = z.strictObject({
  /** Where editors find the published JSON Schema. */
  $schema: z.string().max(200).optional(),
  /** The version of this language. */
  language: z.literal(1),
  /** `institution/service`; stable for the service's life. */
  code: z.string().regex(/^[a-z][a-z0-9-]{0,59}\/[a-z][a-z0-9-]{0,59}$/),
  institution: slugSchema,
  /** Grows by one at each publication; a running case keeps its own. */
  version: z.int().min(1).max(1_000_000),
  /** Starts the reference of each case: `VL-2026-004187`. */
  referencePrefix: z.string().regex(/^[A-Z]{2,4}$/),
  title: textSchema,
  summary: textSchema,
  about: z.strictObject({
    whoCanApply: textSchema,
    youNeed: z.array(textSchema).max(12),
    youGet: textSchema,
  }),
  lifeEvents: z.array(slugSchema).max(10),
  /** Words people search by, dialect included. */
  keywords: z.array(z.string().trim().min(2).max(60)).max(60),
  applicants: z
    .array(z.enum(["citizen", "company", "onBehalf"]))
    .min(1)
    .max(3),
  /** The least level of sign-in, `urn:gov:loa:1…3`. */
  assurance: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  bindings: z.array(bindingSchema).max(30),
  pages: z.array(pageSchema).min(1).max(60),
  eligibility: z.array(eligibilityRule).max(40),
  /** Empty for a service that costs nothing. */
  fees: z.array(feeScheduleSchema).max(40),
  workflow: workflowSchema,
  documents: z.array(documentSchema).max(10),
  notifications: z.array(notificationSchema).max(60),
});

export type ServiceDefinition = z.infer<typeof definitionSchema>;
export type EligibilityRule = z.infer<typeof eligibilityRule>;
