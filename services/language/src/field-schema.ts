import { z } from "zod";
import {
  aliasSchema,
  codeSchema,
  dateSchema,
  expressionSchema,
  textSchema,
} from "./basic-schema.ts";

/** A rule that must hold, and what to say to the person where it does not. */
export const ruleSchema = z.strictObject({ rule: expressionSchema, message: textSchema });

const common = {
  code: codeSchema,
  alias: aliasSchema.optional(),
  label: textSchema,
  hint: textSchema.optional(),
  /** Why the state asks: shown under the question. */
  whyWeAsk: textSchema.optional(),
  /** Shown only while this holds; shown always when absent. */
  showIf: expressionSchema.optional(),
  /** Required unless false; an expression makes it depend on other answers. */
  required: z.union([z.boolean(), expressionSchema]).optional(),
  /** What stands in the field before the person types. */
  prefill: expressionSchema.optional(),
  validate: z.array(ruleSchema).max(10).optional(),
};

const minor = z.string().regex(/^[0-9]{1,15}$/);

const option = z.strictObject({ value: z.string().min(1).max(100), label: textSchema });

/** Records of a binding offered as options: my vehicles, my companies. */
const optionsFrom = z.strictObject({
  binding: codeSchema,
  /** The record's property that becomes the answer. */
  value: z.string().min(1).max(60),
  /** Properties shown beside it. */
  describe: z.array(z.string().min(1).max(60)).max(4),
});

/** What a person is asked plainly: also inside a repeatable group. */
const plainFields = [
  z.strictObject({
    ...common,
    kind: z.literal("text"),
    minLength: z.int().min(0).max(4000).optional(),
    maxLength: z.int().min(1).max(4000).optional(),
    lines: z.int().min(1).max(20).optional(),
    optionsFrom: optionsFrom.optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("number"),
    min: z.int().optional(),
    max: z.int().optional(),
    unit: textSchema.optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("money"),
    currency: z.enum(["ILS", "USD", "JOD"]),
    minMinor: minor.optional(),
    maxMinor: minor.optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("date"),
    min: dateSchema.optional(),
    max: dateSchema.optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("choice"),
    options: z.array(option).min(2).max(200),
  }),
  z.strictObject({ ...common, kind: z.literal("nationalId") }),
  z.strictObject({ ...common, kind: z.literal("phone") }),
  z.strictObject({ ...common, kind: z.literal("email") }),
  z.strictObject({ ...common, kind: z.literal("iban") }),
  z.strictObject({ ...common, kind: z.literal("plate"), optionsFrom: optionsFrom.optional() }),
  /** Governorate, place and street; `home.governorate` in expressions, as its ISO 3166-2 code. */
  z.strictObject({ ...common, kind: z.literal("address") }),
] as const;

export const plainFieldSchema = z.discriminatedUnion("kind", plainFields);

export const fieldSchema = z.discriminatedUnion("kind", [
  ...plainFields,
  /** A statement the person must tick; the label is the statement. */
  z.strictObject({
    ...common,
    kind: z.literal("declaration"),
    /** Whoever makes it proves anew that it is they: a fresh sign-in before it is sent. */
    stepUp: z.boolean().optional(),
  }),
  /** Papers or pictures. In expressions the list of their names: `count(photos)`. */
  z.strictObject({
    ...common,
    kind: z.literal("file"),
    accept: z
      .array(z.enum(["pdf", "image"]))
      .min(1)
      .max(2),
    /** How many; one unless told. */
    most: z.int().min(1).max(10).optional(),
    /** Each at most; five unless told. */
    maxMegabytes: z.int().min(1).max(20).optional(),
  }),
  /**
   * Questions asked once for each child, heir, shareholder. In expressions `children` is the list
   * and `children.birthDate` the list of that answer; within the group's own rules `birthDate`
   * is the one at hand.
   */
  z.strictObject({
    ...common,
    kind: z.literal("group"),
    /** What one entry is called: child, shareholder. */
    itemLabel: textSchema,
    least: z.int().min(0).max(30).optional(),
    most: z.int().min(1).max(30),
    fields: z.array(plainFieldSchema).min(1).max(20),
  }),
]);

export const pageSchema = z.strictObject({
  code: codeSchema,
  title: textSchema,
  intro: textSchema.optional(),
  showIf: expressionSchema.optional(),
  /** Bindings whose facts are shown here for confirmation, with their source. */
  confirms: z.array(codeSchema).max(10).optional(),
  fields: z.array(fieldSchema).max(60),
  /** Rules over several fields of the page; the message stands on `field`. */
  validate: z
    .array(z.strictObject({ rule: expressionSchema, message: textSchema, field: codeSchema }))
    .max(20)
    .optional(),
});

export type Field = z.infer<typeof fieldSchema>;
export type PlainField = z.infer<typeof plainFieldSchema>;
export type Group = Extract<Field, { kind: "group" }>;
export type FieldKind = Field["kind"];
export type Page = z.infer<typeof pageSchema>;
