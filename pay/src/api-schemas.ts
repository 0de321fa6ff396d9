import { z } from "@hono/zod-openapi";
import type { Text } from "@gov/kit/text.ts";
import { currencySchema } from "@gov/kit/money-schema.ts";

/** Pieces that every slice of the API is written with. */
/** Text of one form; `remedy` tells whoever wrote another what to write. */
export const formSchema = (form: RegExp, remedy: Text) =>
  z
    .string()
    .refine((text) => form.test(text), { params: { remedy } })
    .openapi({ pattern: form.source });
export const codeSchema = formSchema(/^[a-z][a-z0-9-]{1,39}$/, {
  ar: "اكتب رمزا من حرفين إلى أربعين: حروف لاتينية صغيرة وأرقام وشرطات، أوله حرف.",
  en: "Write a code of 2 to 40: small Latin letters, digits and hyphens, a letter first.",
});
export const uuidSchema = z.uuid();

const latest = new Date("9999-12-31T23:59:59Z");

/** A moment as written; an offset may carry one past the last year that calendars write. */
export const readMoment = (written: string): Date => {
  const moment = new Date(written);
  return moment > latest ? latest : moment;
};
const lineRemedy: Text = {
  ar: "اكتب سطرا واحدا بلا محارف تحكم.",
  en: "Write one line without control characters.",
};
const linePattern = /^[^\p{Cc}\p{Cs}]*$/u;
/** A line that people read: no control characters, no broken ones. */
export const lineSchema = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .trim()
    .min(1)
    .refine((text) => linePattern.test(text), { params: { remedy: lineRemedy } })
    .openapi({ pattern: linePattern.source });
export const textSchema = (maxLength: number) =>
  z.strictObject({ ar: lineSchema(maxLength), en: lineSchema(maxLength) });
/** Whole minor units as text: no reader loses a unit. Above zero, at most 15 digits. */
export const amountMinorSchema = formSchema(/^[1-9][0-9]{0,14}$/, {
  ar: "اكتب المبلغ بأصغر وحدة عددا صحيحا أكبر من صفر بين علامتي اقتباس.",
  en: "Write the amount in minor units: a whole number above zero, as text.",
}).openapi({ example: "12500" });
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
