import { z } from "zod";
import { inTransaction, type Tx } from "@gov/kit/db.ts";
import { money } from "@gov/kit/money.ts";
import type { OutboxHandler } from "@gov/kit/outbox.ts";
import { openBreak } from "#src/charge/break-queries.ts";
import { basketChargeKey, getCharge, keyOfCharge } from "#src/charge/charge-queries.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import { fromCharge } from "#src/charge/post-captures.ts";
import { lockBoth, takeStep } from "#src/charge/step.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { railOf } from "#src/rails/rail-of.ts";
import { refundTransfers } from "#src/ledger/ledger.ts";
import { postTransfer } from "#src/ledger/ledger-queries.ts";
import { scheduleRefundNews } from "#src/payer-message/message-queries.ts";
import { announceSurplus } from "./announce-surplus.ts";
import { orderReturned, refuseOrder } from "./refund-outcome.ts";
import { askAboutRefusal } from "./refused-refund.ts";
import { findRefund, listRefunds, markReturned, type RefundRow } from "./refund-queries.ts";

const jobSchema = z.object({
  institutionId: z.string(),
  chargeId: z.string(),
  position: z.number().int(),
});

/** Waits between asks for one refund: a rail that is down for days still returns the money. */
export const refundDelaysMs = [
  5_000,
  15_000,
  60_000,
  300_000,
  900_000,
  ...Array.from({ length: 24 }, () => 3_600_000),
  ...Array.from({ length: 28 }, () => 21_600_000),
];

const noteRefused = async (deps: PayDeps, charge: ChargeRow, refund: RefundRow): Promise<void> =>
  await inTransaction(deps.db, async (tx) => {
    await openBreak(tx, charge, "refundRefused", { refund: refund.rail_transaction });
  });

/** Posts what the rail gave back, unless it was ended otherwise while the rail was asked. */
const postReturned = async (
  tx: Tx<PayDatabase>,
  { sms }: PayDeps,
  key: z.infer<typeof jobSchema>,
  charge: ChargeRow,
): Promise<void> => {
  const locked = await lockBoth(tx, charge);
  const refund = await findRefund(tx, key);
  if (refund?.status !== "due") return;
  const amount = money(refund.amount_minor, refund.currency);
  for (const transfer of refundTransfers(fromCharge(charge), refund.position, amount)) {
    await postTransfer(tx, transfer);
  }
  await markReturned(tx, refund);
  if (refund.reason === "byBiller") await orderReturned(tx, locked, refund);
  else await announceSurplus(tx, charge, refund, "refund.returned");
  if (sms) await scheduleRefundNews(tx, key);
  const all = await listRefunds(tx, charge);
  if (all.some((one) => one.status === "due")) return;
  const detail = { refund: refund.rail_transaction };
  const stepped = await takeStep(tx, locked, "refunded", { detail });
  if (!stepped) throw new Error(`charge ${keyOfCharge(charge).chargeId}: refunded is illegal`);
};

/**
 * Asks the rail to return money, surplus or refunded by its biller, and posts it when the rail
 * says that it did. The order and transaction ids never change, so a lost answer is asked for
 * again, not paid again.
 */
export const returnSurplus =
  (deps: PayDeps): OutboxHandler<PayDatabase> =>
  async (payload) => {
    const key = jobSchema.parse(payload);
    const refund = await findRefund(deps.db, key);
    const charge = await getCharge(deps.db, key);
    if (!refund || refund.status !== "due") return undefined;
    const rail = railOf(deps, charge.institution_id, charge.rail);
    if (!rail) throw new Error(`rail ${charge.rail} is not wired`);
    const said = await rail.refund(
      { chargeId: basketChargeKey(charge).chargeId },
      {
        transactionId: refund.rail_transaction,
        amount: money(refund.amount_minor, refund.currency),
      },
    );
    if (!said.ok) throw new Error("the rail did not answer");
    if (said.value === "undecided") throw new Error("the rail has not decided yet");
    if (said.value === "refused") {
      const meaning = await askAboutRefusal(deps, rail, charge, refund);
      if (meaning === "refused" && refund.reason === "byBiller") {
        // The biller decides what becomes of it: asked anew, or taken back.
        return async (tx) => await refuseOrder(tx, charge, refund);
      }
      if (meaning !== "returned") {
        await noteRefused(deps, charge, refund);
        throw new Error("the rail refused the refund");
      }
    }
    return async (tx) => await postReturned(tx, deps, key, charge);
  };
