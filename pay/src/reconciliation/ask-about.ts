import { inTransaction } from "@gov/kit/db.ts";
import {
  basketChargeKey,
  findCharge,
  getCharge,
  type ChargeRow,
} from "#src/charge/charge-queries.ts";
import { settleCharge } from "#src/charge/settle-charge.ts";
import { takeBackSettled } from "#src/rails/esadad/take-payment.ts";
import { chargeIdOf } from "#src/rails/instant/charge-reference.ts";
import { findCredit } from "#src/rails/instant/credit-queries.ts";
import { findTransaction } from "#src/rails/esadad/transaction-queries.ts";
import { nextBreakStatus } from "./break.ts";
import { listUnasked, lockBreak, noteAsked, stepBreak, type BreakRow } from "./break-queries.ts";
import { putDue } from "./group-queries.ts";
import type { Reconciliation } from "./reconciliation.ts";

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const atOnce = 8;
/** Asked about in one go; the others wait for the next. */
const maxAsked = 400;

/** The attempt of ours that a rail's name of an order leads to, where we know of one. */
const findAskedCharge = async (
  { deps }: Reconciliation,
  one: BreakRow,
): Promise<ChargeRow | undefined> => {
  const { db } = deps;
  const { order_key: order } = one;
  if (one.charge_id !== null) return await findCharge(db, one.charge_id);
  const chargeId = async (): Promise<string | null | undefined> => {
    switch (one.rail) {
      case "card":
        return uuid.test(order) ? order : undefined;
      case "esadad":
        return (await findTransaction(db, order))?.charge_id;
      case "instant":
        return (await findCredit(db, order))?.charge_id ?? chargeIdOf(one.reference);
      case "cash":
        return undefined;
    }
  };
  const id = await chargeId();
  const charge = id ? await findCharge(db, id) : undefined;
  return charge?.rail === one.rail ? charge : undefined;
};

/**
 * Asks the rail itself about one break: what it says is settled by the charge's own event, as ever.
 * False where the rail does not answer: it is asked again later.
 */
const askAbout = async (reconciliation: Reconciliation, one: BreakRow): Promise<boolean> => {
  const { deps } = reconciliation;
  const charge = await findAskedCharge(reconciliation, one);
  if (charge && !(await railAnswers(reconciliation, one, charge))) return false;
  await inTransaction(deps.db, async (tx) => {
    const now = await lockBreak(tx, one.id);
    // Another process may have asked as well.
    if (!now || now.asked_at !== null || nextBreakStatus(now.status, "railAsked") === undefined) {
      return;
    }
    await noteAsked(tx, one.id);
    await stepBreak(tx, now, { event: "railAsked", note: charge ? charge.id : "unknown" });
    await putDue(tx, [one]);
  });
  return true;
};

/** Settles the order's charge on its rail's word; false where the rail is silent. */
const railAnswers = async (
  { deps }: Reconciliation,
  one: BreakRow,
  charge: ChargeRow,
): Promise<boolean> => {
  const rail = deps.rails[charge.rail];
  if (!rail) return true;
  // The rail knows only a basket's charge, not its shares'.
  const order = await getCharge(deps.db, basketChargeKey(charge));
  const amount = { amountMinor: order.amount_minor, currency: order.currency };
  const said = await rail.ask({ chargeId: order.id, amount });
  if (!said.ok) return false;
  if (order.rail === "esadad" && said.value.kind === "takenBack") {
    await takeBackSettled({ deps }, one.order_key);
  } else {
    await settleCharge(deps, order, said.value);
  }
  return true;
};

/** Asks the rails about every break that they were not asked about yet. Gives how many were. */
export const askAboutBreaks = async (reconciliation: Reconciliation): Promise<number> => {
  const { deps } = reconciliation;
  const unasked = await listUnasked(deps.db, maxAsked);
  let asked = 0;
  for (let from = 0; from < unasked.length; from += atOnce) {
    const answers = await Promise.all(
      unasked.slice(from, from + atOnce).map(async (one) => {
        try {
          return await askAbout(reconciliation, one);
        } catch (error) {
          deps.log.error({ err: error, breakId: one.id }, "asking about a break failed");
          return false;
        }
      }),
    );
    asked += answers.filter(Boolean).length;
    // A rail that is silent is left alone for now.
    if (!answers.includes(true) || reconciliation.isClosed?.()) break;
  }
  return asked;
};
