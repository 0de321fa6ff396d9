import type { Kysely } from "kysely";
import { Gauge, type Registry } from "prom-client";
import type { PayDatabase } from "#src/db-types.ts";
import { countSettlement } from "./payout-view-queries.ts";

/** Gauges of what settlement waits for; gives what counts them anew. */
export const settlementGauges = (
  registry: Registry,
  db: Kysely<PayDatabase>,
): (() => Promise<void>) => {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const onTheirWay = gauge("pay_payouts_on_their_way", "Payouts that no statement has booked");
  const toMend = gauge("pay_payouts_to_mend", "Payouts that did not arrive and wait for a person");
  const unanswered = gauge(
    "pay_orders_unanswered",
    "Orders that the treasury's bank has not taken",
  );
  const unmatched = gauge(
    "pay_bank_entries_unmatched",
    "Bank entries that are none of our payouts",
  );
  return async () => {
    const standing = await countSettlement(db);
    onTheirWay.set(Number(standing.onTheirWay));
    toMend.set(Number(standing.toMend));
    unanswered.set(Number(standing.unanswered));
    unmatched.set(Number(standing.unmatched));
  };
};
