import { z } from "@hono/zod-openapi";
import { currencySchema } from "@gov/kit/money.ts";

/** Pieces that every slice of the API is written with. */
export const codeSchema = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
export const uuidSchema = z.uuid();
const linePattern = /^[^\p{Cc}\p{Cs}]*$/u;
/** A line that people read: no control characters, no broken ones. */
export const lineSchema = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .trim()
    .min(1)
    .regex(linePattern)
    .openapi({ pattern: linePattern.source });
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
export const keyHeaderSchema = z.object({ "idempotency-key": z.string().max(255).optional() });

/** Statuses of failures, each described once in the contract. */
export const problemStatuses = [400, 401, 403, 404, 409, 413, 415, 422, 502, 503] as const;
export type ProblemStatus = (typeof problemStatuses)[number];

/** Failures that a route may answer with, beside those that the contract gives every route. */
export const problems = (...statuses: ProblemStatus[]) =>
  Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
  );

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { "application/json": { schema } },
});
export const jsonBody = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { "application/json": { schema } },
});
