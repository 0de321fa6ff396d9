import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { PayDeps } from "#src/deps.ts";
import { jsonAnswer, type Answered } from "#src/idempotency/answered.ts";
import type { HeldKey } from "#src/idempotency/idempotency-queries.ts";
import { storeAnswer } from "#src/idempotency/idempotency-queries.ts";
import { announceBill } from "#src/webhook/announce.ts";
import { billJson } from "./bill-json.ts";
import { lockBill, updateBill, type BillKey } from "./bill-queries.ts";

/** Cancels an open bill; one that is being paid or was paid stays as it is. */
export const cancelBill = async (
  deps: PayDeps,
  held: HeldKey,
  key: BillKey,
): Promise<Result<Answered, "billPaid" | "billClaimed" | "billPartlyPaid">> => {
  const cancelled = await inTransaction(deps.db, async (tx) => {
    const bill = await lockBill(tx, key);
    if (bill.status === "paid") return err("billPaid");
    if (bill.status === "claimed") return err("billClaimed");
    if (bill.paid_minor > 0n) return err("billPartlyPaid");
    const after =
      bill.status === "cancelled"
        ? bill
        : await updateBill(tx, key, { status: "cancelled", cancelled_at: new Date() });
    if (bill.status !== "cancelled") await announceBill(tx, after, "bill.cancelled");
    const answer = jsonAnswer(200, billJson(deps.publicUrl, after));
    await storeAnswer(tx, held, answer);
    return ok(answer);
  });
  deps.kickOutbox();
  return cancelled;
};
