import { z } from "zod";
import type { Money } from "./money.ts";

export const currencySchema = z.enum(["ILS", "USD", "JOD"]);

/** Money on the wire: `{ "amountMinor": "12500", "currency": "JOD" }`. Never negative. */
export const moneySchema = z
  .object({ amountMinor: z.string().regex(/^(0|[1-9][0-9]{0,14})$/), currency: currencySchema })
  .transform(({ amountMinor, currency }): Money => ({
    amountMinor: BigInt(amountMinor),
    currency,
  }));
