import type { BillRow } from "#src/bill/bill.ts";
import type { RailCode } from "#src/rails/rail.ts";
import type { ChargeRow } from "./charge-queries.ts";

/** An attempt as it begins, whole: those that are written many at once take no defaults. */
export const newCharge = (
  bill: BillRow,
  begun: Readonly<{ id: string; rail: RailCode; amountMinor: bigint; at: Date; expiresAt: Date }>,
): ChargeRow => ({
  institution_id: bill.institution_id,
  id: begun.id,
  bill_id: bill.id,
  rail: begun.rail,
  status: "created",
  amount_minor: begun.amountMinor,
  currency: bill.currency,
  taken_minor: 0n,
  whole: begun.amountMinor === bill.amount_minor,
  return_url: null,
  redirect_url: null,
  rail_state: {},
  rail_reference: null,
  failure_reason: null,
  expires_at: begun.expiresAt,
  next_check_at: null,
  checks: 0,
  created_at: begun.at,
  updated_at: begun.at,
  captured_at: null,
  basket_lane: null,
  basket_charge_id: null,
});
