import type { Database } from "@gov/kit/db.ts";
import { err, ok } from "@gov/kit/result.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Rail } from "#src/rails/rail.ts";
import { findOrder, insertOrder, insertReturn, sumReturned } from "./simulator-queries.ts";

export const simulatorPath = (chargeId: string): string => `/simulator/${chargeId}`;

/** Stands in for the card rail where bills are for trying out: no money, no bank. */
export const createSimulatorRail = (options: {
  db: Database<PayDatabase>;
  publicUrl: string;
}): Rail => {
  const { db, publicUrl } = options;
  return {
    code: "card",
    open: async (charge) => {
      await insertOrder(db, charge);
      const order = await findOrder(db, charge.chargeId);
      if (!order) return err("refused");
      return ok({ redirectUrl: publicUrl + simulatorPath(charge.chargeId), state: {} });
    },
    ask: async ({ chargeId }) => {
      const order = await findOrder(db, chargeId);
      if (!order || order.decision === "open") return ok({ kind: "notTried" });
      if (order.decision === "declined") return ok({ kind: "declined", reason: "declined" });
      return ok({
        kind: "taken",
        takenMinor: order.amount_minor,
        returnedMinor: await sumReturned(db, chargeId),
        reference: `TEST-${chargeId.slice(-12)}`,
        means: "TEST ····0000",
      });
    },
    refund: async ({ chargeId }, { transactionId, amount }) =>
      (await insertReturn(db, chargeId, transactionId, amount.amountMinor))
        ? ok("returned")
        : ok("refused"),
  };
};
