import { z } from "@hono/zod-openapi";

const text = z.object({ ar: z.string(), en: z.string() });

/** One query that a member offers to others, as who may ask it sees it. */
export const offer = z.object({
  member: z.string(),
  subsystem: z.string(),
  service: z.string(),
  name: text,
  holder: text.openapi({ description: "The system that holds the data" }),
  fields: z.array(z.string()).openapi({ description: "The properties that an answer has" }),
  subjectFrom: z.string().openapi({
    description: "Where the person it is about stands: path, query:NAME, response:FIELD, or none",
  }),
  purposes: z
    .array(z.object({ code: z.string(), text }))
    .openapi({ description: "For what the asking system may ask it" }),
});
export type Offer = z.infer<typeof offer>;

/** As X-Road tells errors (Message Protocol for REST, 4.6). */
export const xRoadError = z.object({
  type: z.string(),
  message: z.string(),
  detail: z.string().optional(),
});
