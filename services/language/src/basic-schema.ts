import { z } from "zod";

/** A text for people; both languages, neither empty. */
export const textSchema = z.strictObject({
  ar: z.string().trim().min(1).max(2000),
  en: z.string().trim().min(1).max(2000),
});

/** A name used inside one definition: a field, a page, a state. */
export const codeSchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);

/** What addresses are made of: an institution's or a life event's code. */
export const slugSchema = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);

/** A fact's name: dotted, like `vehicle.engineCc`. */
export const factNameSchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}(\.[a-z][A-Za-z0-9]{0,39}){1,3}$/);

/** The Arabic name of a field or fact in expressions: `سعة_المحرك`, `المركبة.سعة_المحرك`. */
export const aliasSchema = z
  .string()
  .regex(
    /^[\u0621-\u064a][\u0621-\u064a0-9_]{0,39}(\.[\u0621-\u064a][\u0621-\u064a0-9_]{0,39}){0,3}$/,
  );

/** The source of an expression; its grammar is checked when the definition is proved. */
export const expressionSchema = z.string().trim().min(1).max(2000);

export const dateSchema = z.iso.date();

/** Money in a definition: minor units as text, so the file survives every JSON reader. */
export const wireMoneySchema = z.strictObject({
  amountMinor: z.string().regex(/^(0|[1-9][0-9]{0,14})$/),
  currency: z.enum(["ILS", "USD", "JOD"]),
});

/** Where a fee or a rule comes from. Illustrative values say so wherever people see them. */
export const sourceSchema = z.strictObject({
  kind: z.enum(["official", "illustrative"]),
  text: textSchema,
  url: z
    .url({ protocol: /^https$/ })
    .max(500)
    .optional(),
});

export type Expression = z.infer<typeof expressionSchema>;
export type WireMoney = z.infer<typeof wireMoneySchema>;
