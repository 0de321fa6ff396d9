import { z } from "@hono/zod-openapi";
import { currencySchema } from "@gov/kit/money.ts";

/** Pieces that every slice of the API is written with. */
export const codeSchema = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
export const uuidSchema = z.uuid();
/** A line that people read: no control characters, no broken ones. */
export const lineSchema = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u);
export const textSchema = (maxLength: number) =>
  z.strictObject({ ar: lineSchema(maxLength), en: lineSchema(maxLength) });
/** Whole minor units as text: no reader loses a unit. Above zero, at most 15 digits. */
export const amountMinorSchema = z
  .string()
  .regex(/^[1-9][0-9]{0,14}$/)
  .openapi({ example: "12500" });
export const moneyBodySchema = z
  .strictObject({ amountMinor: amountMinorSchema, currency: currencySchema })
  .openapi("Money");
/** A page that a payer is sent on to. */
export const pageUrlSchema = z.url({ protocol: /^https?$/ }).max(2_000);
export const keyHeaderSchema = z.object({
  "idempotency-key": z.string().max(255).optional().openapi({
    description: "Required. The same key with the same request gives the same answer.",
  }),
});
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    requestId: z.string().optional(),
  })
  .openapi("Problem");

const said = {
  400: "Something in the request is missing or wrong; each field is named",
  401: "No valid access token",
  403: "The access token lacks the scope",
  404: "Not known to this caller",
  409: "Not possible in the present state, or the same key is being carried out",
  422: "Cannot be carried out as asked",
  502: "The rail refused",
  503: "The rail does not answer; nothing was taken",
} as const;

/** The failures that a route may answer with, as problem+json. */
export const problems = (...statuses: (keyof typeof said)[]) =>
  Object.fromEntries(
    [...new Set([400, 401, 403, ...statuses] as const)].map((status) => [
      status,
      {
        description: said[status],
        content: { "application/problem+json": { schema: problemSchema } },
      },
    ]),
  );

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { "application/json": { schema } },
});
export const jsonBody = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { "application/json": { schema } },
});
export const bearer = [{ bearer: [] }];
