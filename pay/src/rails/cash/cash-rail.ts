import { err, ok } from "@gov/kit/result.ts";
import { findCharge } from "#src/charge/charge-queries.ts";
import type { Rail } from "../rail.ts";
import type { Cash } from "./cash-context.ts";
import { findCollectionOfCharge } from "./collection-queries.ts";
import { cashTaken } from "./confirm.ts";
import { dueOrPaidOut } from "./payout.ts";
import { expireCollection } from "./release.ts";

/**
 * Cash at agents. The books are our own: an agent's word is written down before it is answered,
 * so the rail always answers. A payer has no page to be sent to: they carry a voucher.
 */
export const createCashRail = (cash: () => Cash): Rail => {
  const ask: Rail["ask"] = async ({ chargeId }) => {
    const { db } = cash().pay;
    const row = await findCollectionOfCharge(db, chargeId);
    if (!row) return ok({ kind: "notTried" });
    if (row.status === "confirmed") return ok(cashTaken(row));
    if (row.status !== "reserved") return ok({ kind: "notTried" });
    // The agent may be counting: only time or the agent ends a reservation.
    if (row.expires_at > new Date()) return ok({ kind: "undecided" });
    await expireCollection(cash(), row);
    const now = await findCollectionOfCharge(db, chargeId);
    return ok(now?.status === "confirmed" ? cashTaken(now) : { kind: "notTried" });
  };

  const refund: Rail["refund"] = async ({ chargeId }, { transactionId, amount }) => {
    const charge = await findCharge(cash().pay.db, chargeId);
    if (!charge) return ok("refused");
    return ok(await dueOrPaidOut(cash(), charge, { transactionId, amount }));
  };

  return { code: "cash", open: () => Promise.resolve(err("refused")), ask, refund };
};
