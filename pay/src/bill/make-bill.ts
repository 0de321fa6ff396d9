import { inTransaction } from "@gov/kit/db.ts";
import { newOrderedId } from "@gov/kit/ordered-id.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { findBiller, type Biller } from "#src/biller/biller-queries.ts";
import type { PayDeps } from "#src/deps.ts";
import { jsonAnswer, type Answered } from "#src/idempotency/answered.ts";
import type { HeldKey } from "#src/idempotency/idempotency-queries.ts";
import { storeAnswer } from "#src/idempotency/idempotency-queries.ts";
import { announceBill } from "#src/webhook/announce.ts";
import { billJson } from "./bill-json.ts";
import { insertBill, lockBill, updateBill, type BillKey } from "./bill-queries.ts";
import { checkNewBill, type BillRefusal, type NewBill } from "./bill.ts";

/** Makes a bill and stores the answer under the caller's key, in one transaction. */
export const makeBill = async (
  deps: PayDeps,
  held: HeldKey,
  bill: NewBill,
): Promise<Result<Answered, BillRefusal | "referenceTaken">> => {
  const billers = new Map<string, Biller>();
  for (const code of new Set([bill.billerCode, ...bill.splits.map((one) => one.billerCode)])) {
    const biller = await findBiller(deps.db, code);
    if (biller) billers.set(code, biller);
  }
  const checked = checkNewBill(bill, billers);
  if (!checked.ok) return checked;
  const institutionId = checked.value.institution;
  const made = await inTransaction(deps.db, async (tx) => {
    const { clientId } = held;
    const row = await insertBill(tx, { billId: newOrderedId(), institutionId, clientId, bill });
    if (!row) return err("referenceTaken");
    await announceBill(tx, row, "bill.created");
    const answer = jsonAnswer(201, billJson(deps.publicUrl, row));
    await storeAnswer(tx, held, answer);
    return ok(answer);
  });
  deps.kickOutbox();
  return made;
};

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
