import { z } from "zod";
import {
  codeSchema,
  dateSchema,
  expressionSchema,
  slugSchema,
  sourceSchema,
  textSchema,
  wireMoneySchema,
} from "./basic-schema.ts";

/** Hundredths of a percent: 10,000 is the whole. */
const basisPoints = z.int().min(1).max(10_000);

/** Whose money it is: an institution and its part of the line. Parts make up the whole. */
const splitSchema = z.strictObject({ institution: slugSchema, basisPoints });

const common = {
  code: codeSchema,
  label: textSchema,
  /** Charged only while this holds. */
  when: expressionSchema.optional(),
  /** The institution's own where absent; the rest of a rounding goes to the largest remainder. */
  splits: z.array(splitSchema).min(2).max(10).optional(),
};

/** A row of a decision table: the first whose condition holds decides. */
const row = z.strictObject({
  when: expressionSchema.optional(),
  amount: wireMoneySchema,
  label: textSchema.optional(),
});

export const feeLineSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...common, kind: z.literal("fixed"), amount: wireMoneySchema }),
  /** The last row has no condition, so that every case finds its fee. */
  z.strictObject({ ...common, kind: z.literal("table"), rows: z.array(row).min(1).max(100) }),
  /** An expression that gives money, such as the sum of open fines. */
  z.strictObject({ ...common, kind: z.literal("formula"), amount: expressionSchema }),
]);

/**
 * What some people need not pay. Exemptions are taken in order, each off what the lines it names
 * still amount to.
 */
const exemptionSchema = z.strictObject({
  code: codeSchema,
  label: textSchema,
  when: expressionSchema,
  /** The part of it that is waived; all of it is 10,000. */
  basisPoints,
  /** The lines it concerns; every line where absent. */
  lines: z.array(codeSchema).min(1).max(40).optional(),
  source: sourceSchema,
});

/** Paying in parts: those who ask for it pay the parts when each falls due. */
const instalmentsSchema = z.strictObject({
  /** Who may; everybody where absent. */
  when: expressionSchema.optional(),
  label: textSchema,
  parts: z
    .array(
      z.strictObject({ label: textSchema, basisPoints, dueAfterDays: z.int().min(0).max(730) }),
    )
    .min(2)
    .max(24),
});

/** The fees from a date on; the latest schedule not after today applies. */
export const feeScheduleSchema = z.strictObject({
  from: dateSchema,
  source: sourceSchema,
  currency: z.enum(["ILS", "USD", "JOD"]),
  lines: z.array(feeLineSchema).min(1).max(40),
  exemptions: z.array(exemptionSchema).max(20).optional(),
  instalments: instalmentsSchema.optional(),
});

export type Exemption = z.infer<typeof exemptionSchema>;
export type FeeLine = z.infer<typeof feeLineSchema>;
export type FeeSchedule = z.infer<typeof feeScheduleSchema>;
