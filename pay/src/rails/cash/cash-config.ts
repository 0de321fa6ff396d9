import { z } from "zod";
import { currencySchema } from "@gov/kit/money-schema.ts";
import type { Limits } from "./cash-context.ts";

const limitPattern = /^([A-Z]{3}):([1-9][0-9]{0,14})$/;

/** `ILS:2000000,JOD:4000000`: minor units by currency. */
export const limitsSchema = z.string().transform((text, context): Limits => {
  const limits: Record<string, bigint> = {};
  for (const part of text.split(",").filter((one) => one.trim() !== "")) {
    const [, code, minor] = limitPattern.exec(part.trim()) ?? [];
    const currency = currencySchema.safeParse(code);
    if (!currency.success || minor === undefined) {
      context.addIssue({ code: "custom", message: "write it as ILS:2000000,USD:600000" });
      return z.NEVER;
    }
    limits[currency.data] = BigInt(minor);
  }
  return limits;
});

/** The cash rail's part of the environment. The limits are illustrative: law and contract set them. */
export const cashVariables = {
  /** How long a bill is held for an agent who counts the cash. */
  CASH_HOLD_S: z.coerce.number().int().min(1).max(3_600).default(300),
  /** The most that one collection may be, in minor units by currency. */
  CASH_TRANSACTION_LIMIT_MINOR: limitsSchema.default({
    ILS: 2_000_000n,
    USD: 600_000n,
    JOD: 4_000_000n,
  }),
  /** The most that one agent may take on one day. */
  CASH_AGENT_DAY_LIMIT_MINOR: limitsSchema.default({
    ILS: 20_000_000n,
    USD: 6_000_000n,
    JOD: 40_000_000n,
  }),
};
