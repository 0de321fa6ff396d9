import { z } from "@hono/zod-openapi";

const text = z.object({ ar: z.string(), en: z.string() }).openapi("Text");

export const meSchema = z
  .object({ nationalId: z.string(), waitsForMe: z.number().int() })
  .openapi("Me");

export const applicationSchema = z
  .object({
    reference: z.string(),
    service: text,
    /** A code of the service's own workflow; `stateText` says it to people. */
    state: z.string(),
    stateText: text,
    updatedAt: z.iso.datetime(),
    waitsForMe: z.boolean(),
    links: z.object({
      page: z.url(),
      pay: z.url().optional(),
      receipt: z.url().optional(),
    }),
  })
  .openapi("Application");

export const applicationsSchema = z
  .object({ applications: z.array(applicationSchema) })
  .openapi("Applications");

export const applicationDetailSchema = applicationSchema
  .extend({
    next: text.optional(),
    timeline: z.array(z.object({ kind: z.string(), at: z.iso.datetime(), text })),
  })
  .openapi("ApplicationDetail");

export type ApplicationJson = z.infer<typeof applicationSchema>;
