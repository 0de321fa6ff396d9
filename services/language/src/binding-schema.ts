import { z } from "zod";
import {
  aliasSchema,
  codeSchema,
  expressionSchema,
  factNameSchema,
  textSchema,
} from "./basic-schema.ts";

const option = z.strictObject({ value: z.string().min(1).max(100), label: textSchema });

/** One fact taken from a registry's answer. */
export const factSchema = z.strictObject({
  name: factNameSchema,
  alias: aliasSchema.optional(),
  /** Where it stands in the answer: property names separated by dots. */
  from: z.string().regex(/^[A-Za-z0-9_]{1,60}(\.[A-Za-z0-9_]{1,60}){0,4}$/),
  /**
   * `label` is a text in both languages; `money` is `{amountMinor, currency}`; `presence` says
   * whether the registry holds anything there, as yes or no.
   */
  type: z.enum(["text", "number", "boolean", "date", "money", "label", "choice", "presence"]),
  /** The values of a `choice`, as the registry writes them. */
  options: z.array(option).min(1).max(100).optional(),
  label: textSchema,
  /** Whether people see it when they confirm; yes when absent. */
  shown: z.boolean().optional(),
});

/** Asking a registry through the exchange, so the citizen is not asked what the state knows. */
export const bindingSchema = z.strictObject({
  code: codeSchema,
  /** The provider in the exchange: member, subsystem and service code. */
  service: z.strictObject({
    member: z.string().regex(/^[A-Z][A-Z0-9-]{1,29}$/),
    subsystem: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/),
    code: z.string().regex(/^[a-z][A-Za-z0-9-]{0,59}$/),
  }),
  /** Asked only while this holds. */
  when: expressionSchema.optional(),
  /** Path segments after the service code, each an expression. */
  path: z.array(expressionSchema).max(5).optional(),
  query: z
    .array(z.strictObject({ name: z.string().min(1).max(60), value: expressionSchema }))
    .max(10)
    .optional(),
  /** The registered purpose under which the exchange lets us ask. */
  purpose: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/),
  /** Who holds the data, as people are told. */
  source: textSchema,
  facts: z.array(factSchema).max(60),
  /** Where the answer holds a list of records, for `optionsFrom`. */
  records: z
    .string()
    .regex(/^[A-Za-z0-9_]{1,60}$/)
    .optional(),
  /** What to say when the registry knows no such record. */
  notFound: textSchema,
});

export type FactDefinition = z.infer<typeof factSchema>;
export type Binding = z.infer<typeof bindingSchema>;
