import { z } from "zod";
import {
  codeSchema,
  dateSchema,
  expressionSchema,
  sourceSchema,
  textSchema,
  wireMoneySchema,
} from "./basic-schema.ts";

const common = {
  code: codeSchema,
  label: textSchema,
  /** Charged only while this holds. */
  when: expressionSchema.optional(),
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

/** The fees from a date on; the latest schedule not after today applies. */
export const feeScheduleSchema = z.strictObject({
  from: dateSchema,
  source: sourceSchema,
  currency: z.enum(["ILS", "USD", "JOD"]),
  lines: z.array(feeLineSchema).min(1).max(40),
});

export type FeeLine = z.infer<typeof feeLineSchema>;
export type FeeSchedule = z.infer<typeof feeScheduleSchema>;
