import type { Tx } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { getCharge } from "#src/charge/charge-queries.ts";
import { reverseCharge } from "#src/charge/reverse-payment.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { postTransfer } from "#src/ledger/ledger-queries.ts";
import type { Cash } from "./cash-context.ts";
import { voidTransfer } from "./cash-ledger.ts";
import { lockCollection, stepCollection } from "./collection-queries.ts";
import { mayVoid, type CollectionRow } from "./collection.ts";
import { orRefusal, Refusal } from "./refusal.ts";

/**
 * The agent gave the cash back on the day it was taken: the payment is reversed, the bill is owed
 * again, and the company has its float back, in one transaction. Voided again it stays voided.
 */
export const voidCollection = async <T>(
  cash: Cash,
  asked: CollectionRow,
  reason: string,
  finish: (tx: Tx<PayDatabase>, row: CollectionRow) => Promise<T>,
): Promise<Result<T, "notVoidable" | "floatShort">> => {
  const known = asked.status === "confirmed" || asked.status === "voided";
  if (!known || !mayVoid(asked, new Date())) return err("notVoidable");
  const key = { institutionId: asked.institution_id, chargeId: asked.charge_id };
  const charge = await getCharge(cash.pay.db, key);
  return await orRefusal(["notVoidable"], async () => {
    const made: T[] = [];
    await reverseCharge(cash.pay, charge, reason, async (tx, { kind }) => {
      const row = await lockCollection(tx, asked);
      if (row.status === "voided") {
        made.push(await finish(tx, row));
        return;
      }
      // A payment that was refunded or is in question is a matter for the treasury.
      if (kind !== "reversed") throw new Refusal("notVoidable");
      await postTransfer(tx, voidTransfer(cash, row));
      const voided = await stepCollection(tx, row, "voided", { voidReason: reason });
      made.push(await finish(tx, voided));
    });
    const value = made.at(-1);
    return value === undefined ? err("notVoidable") : ok(value);
  });
};
