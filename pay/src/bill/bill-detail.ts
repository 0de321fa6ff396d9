import { z } from "@hono/zod-openapi";
import { localTime } from "@gov/country/time-zone.ts";
import type { Database } from "@gov/kit/db.ts";
import { amountMinorSchema, codeSchema } from "#src/api-schemas.ts";
import { chargeJson, chargeSchema } from "#src/charge/charge-json.ts";
import { listCharges } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { listInstalments, listLines } from "./bill-detail-queries.ts";
import { billJson, billSchema, instalmentSchema, lineOfBillSchema } from "./bill-json.ts";
import { instalmentStates, planLines } from "./instalment.ts";
import { listSplits } from "./split-queries.ts";
import type { BillRow } from "./bill.ts";

/** A bill as `GET /v1/bills/{id}` tells it: what it is made of, and what was tried to pay it. */
export const billDetailSchema = billSchema
  .extend({
    /** The bounds of one part, where the bill may be paid in parts. */
    parts: z.object({ lowerMinor: amountMinorSchema, upperMinor: amountMinorSchema }).optional(),
    lines: z.array(lineOfBillSchema),
    splits: z.array(z.object({ billerCode: codeSchema, amountMinor: amountMinorSchema })),
    instalments: z.array(
      instalmentSchema.extend({ leftMinor: z.string(), state: z.enum(instalmentStates) }),
    ),
    /** Every attempt, the newest first. */
    charges: z.array(chargeSchema),
  })
  .openapi("BillDetail");

const partsOf = ({ part_lower_minor: lower, part_upper_minor: upper }: BillRow) =>
  lower === null || upper === null
    ? {}
    : { parts: { lowerMinor: String(lower), upperMinor: String(upper) } };

export const billDetail = async (
  db: Database<PayDatabase>,
  publicUrl: string,
  bill: BillRow,
): Promise<z.infer<typeof billDetailSchema>> => {
  const [lines, splits, instalments, charges] = await Promise.all([
    listLines(db, bill),
    listSplits(db, bill),
    listInstalments(db, bill),
    listCharges(db, bill),
  ]);
  return {
    ...billJson(publicUrl, bill),
    ...partsOf(bill),
    lines: lines.map((line) => ({ ...line, amountMinor: String(line.amountMinor) })),
    splits: splits.map((split) => ({ ...split, amountMinor: String(split.amountMinor) })),
    instalments: planLines(instalments, bill.paid_minor, localTime(new Date()).date).map((one) => ({
      dueOn: one.dueOn,
      amountMinor: String(one.amountMinor),
      leftMinor: String(one.leftMinor),
      state: one.state,
    })),
    charges: charges.map(chargeJson),
  };
};
