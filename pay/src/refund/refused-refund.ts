import type { PayDeps } from "#src/deps.ts";
import { basketChargeKey, getCharge, type ChargeRow } from "#src/charge/charge-queries.ts";
import type { Rail } from "#src/rails/rail.ts";
import { listRefundsOfOrder, type RefundRow } from "./refund-queries.ts";

/** refused: the money is where it was. returned: it went back before. unclear: nobody knows yet. */
export type RefusalMeaning = "refused" | "returned" | "unclear";

type Posted = Pick<RefundRow, "charge_id" | "position" | "status" | "amount_minor">;

const sumOf = (refunds: readonly Posted[], status: RefundRow["status"]): bigint =>
  refunds.reduce((sum, one) => (one.status === status ? sum + one.amount_minor : sum), 0n);

/**
 * What a refusal means where an earlier ask may have been carried out and its answer lost: the
 * rail's own sum of what it gave back decides. `refunds` are all that it was asked for with this
 * order. More than they explain is money that the rail took back by itself, of which it tells.
 */
export const judgeRefusal = (
  refused: Pick<Posted, "amount_minor">,
  refunds: readonly Posted[],
  railReturnedMinor: bigint,
): RefusalMeaning => {
  const unpostedMinor = railReturnedMinor - sumOf(refunds, "returned");
  const openMinor = sumOf(refunds, "due");
  if (unpostedMinor < refused.amount_minor || unpostedMinor > openMinor) return "refused";
  return unpostedMinor === openMinor ? "returned" : "unclear";
};

const sameRefunds = (before: readonly Posted[], after: readonly Posted[]): boolean => {
  const facts = (refunds: readonly Posted[]): string =>
    refunds.map((one) => `${one.charge_id} ${one.position} ${one.status}`).join();
  return facts(before) === facts(after);
};

/** Asks a rail that refused a refund what it gave back in all, and judges by it. */
export const askAboutRefusal = async (
  { db }: Pick<PayDeps, "db">,
  rail: Rail,
  charge: ChargeRow,
  refused: RefundRow,
): Promise<RefusalMeaning> => {
  const order = await getCharge(db, basketChargeKey(charge));
  const before = await listRefundsOfOrder(db, order);
  const amount = { amountMinor: order.amount_minor, currency: order.currency };
  const said = await rail.ask({ chargeId: order.id, amount });
  if (!said.ok) return "unclear";
  if (said.value.kind === "takenBack") return "refused";
  if (said.value.kind !== "taken") return "unclear";
  // Another refund of this order moved meanwhile: the sum may hold it or not.
  if (!sameRefunds(before, await listRefundsOfOrder(db, order))) return "unclear";
  return judgeRefusal(refused, before, said.value.returnedMinor);
};
