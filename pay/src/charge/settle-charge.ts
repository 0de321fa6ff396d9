import { inTransaction, type Tx } from "@gov/kit/db.ts";
import { money, type Money } from "@gov/kit/money.ts";
import { listParts, updateBill } from "#src/bill/bill-queries.ts";
import { closeBreaks, openBreak } from "#src/charge/break-queries.ts";
import type { PayDatabase, RefundReason } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { captureTransfer, surplusTransfer } from "#src/ledger/ledger.ts";
import { postTransfer } from "#src/ledger/ledger-queries.ts";
import type { RailWord } from "#src/rails/rail.ts";
import { insertPayment } from "#src/receipt/receipt-queries.ts";
import { receiptUrl } from "#src/receipt/receipt.ts";
import { scheduleRefund } from "#src/refund/refund-queries.ts";
import { announcePaid } from "#src/webhook/announce.ts";
import { addChargeEvent, getCharge, keyOfCharge, type ChargeRow } from "./charge-queries.ts";
import { isUnderWay } from "./charge.ts";
import { decideSettlement, type Settlement } from "./settlement.ts";
import { lockBoth, takeStep, type Locked } from "./step.ts";

type Post = Extract<Settlement, { kind: "post" }>;
type Taken = Extract<RailWord, { kind: "taken" }>;

/** The bill is paid: ledger, payment, receipt, bill and the biller's message. */
const payBill = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  { bill, charge }: Locked,
): Promise<void> => {
  const from = { institutionId: bill.institution_id, chargeId: charge.id, rail: charge.rail };
  const parts = await listParts(tx, bill);
  const transferId = await postTransfer(tx, captureTransfer(from, bill.currency, parts));
  const paidAt = charge.captured_at ?? new Date();
  const number = await insertPayment(tx, { bill, charge, transferId, paidAt });
  const paid = await updateBill(
    tx,
    { institutionId: bill.institution_id, billId: bill.id },
    { status: "paid", claimed_by: charge.id, paid_at: paidAt },
  );
  await announcePaid(tx, paid, charge, {
    paidAt: paidAt.toISOString(),
    receiptUrl: receiptUrl(deps.publicUrl, number),
  });
};

/** Money that pays no bill: to suspense, and its way back is set going. */
const suspend = async (
  tx: Tx<PayDatabase>,
  charge: ChargeRow,
  amount: Money,
  reason: RefundReason,
): Promise<void> => {
  const position = await scheduleRefund(tx, charge, amount, reason);
  const from = { institutionId: charge.institution_id, chargeId: charge.id, rail: charge.rail };
  await postTransfer(tx, surplusTransfer(from, position, amount));
};

const postMoney = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  locked: Locked,
  { word, post }: { word: Taken; post: Post },
): Promise<void> => {
  const { bill, charge } = locked;
  const changed = await takeStep(tx, locked, post.event, {
    change: {
      taken_minor: charge.taken_minor + post.paysBillMinor + post.surplusMinor,
      rail_reference: word.reference,
      failure_reason: null,
      ...(post.event === "captured" ? { captured_at: new Date() } : {}),
    },
    ...(word.means ? { detail: { means: word.means } } : {}),
  });
  if (!changed) throw new Error("a decided step was not legal");
  if (post.paysBillMinor > 0n) await payBill(tx, deps, { bill, charge: changed });
  if (post.surplusMinor > 0n && post.refundReason) {
    await suspend(tx, changed, money(post.surplusMinor, charge.currency), post.refundReason);
  }
};

const settleTaken = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  locked: Locked,
  word: Taken,
): Promise<void> => {
  const { bill, charge } = locked;
  const decided = decideSettlement(
    {
      chargeStatus: charge.status,
      amountMinor: charge.amount_minor,
      takenMinor: charge.taken_minor,
      billStatus: bill.status,
    },
    word.takenMinor,
  );
  if (decided.kind === "post") await postMoney(tx, deps, locked, { word, post: decided });
  else if (decided.kind === "tookBack") {
    const detail = { taken: String(word.takenMinor), posted: String(charge.taken_minor) };
    await openBreak(tx, charge, "railTookBack", detail);
  }
};

const settleWithoutMoney = async (
  tx: Tx<PayDatabase>,
  locked: Locked,
  word: Exclude<RailWord, Taken>,
  gaveUp: boolean,
): Promise<void> => {
  const { charge } = locked;
  if (word.kind === "declined") {
    const change = { failure_reason: word.reason };
    await takeStep(tx, locked, "declined", { change, detail: { reason: word.reason } });
  } else if (word.kind === "notTried" && isUnderWay(charge.status)) {
    if (gaveUp) await takeStep(tx, locked, "cancelledByPayer", {});
    else if (charge.expires_at <= new Date()) await takeStep(tx, locked, "timedOut", {});
  } else if (word.kind === "contradicts") {
    const opened = await openBreak(tx, charge, "railContradicts", { says: word.detail });
    const { status } = charge;
    if (opened) {
      const line = { event: "railContradicts", from: status, to: status } as const;
      await addChargeEvent(tx, keyOfCharge(charge), line);
    }
  }
};

/**
 * Brings a charge to what its rail says, in the caller's transaction: money, ledger, receipt, bill
 * and messages, under the locks of the bill and the charge. The same word twice changes nothing.
 * `gaveUp`: the payer said that they will not pay, which counts only where the rail took nothing.
 * The caller wakes the outbox after its commit.
 */
export const settleWithin = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  asked: ChargeRow,
  { word, gaveUp = false }: Readonly<{ word: RailWord; gaveUp?: boolean }>,
): Promise<ChargeRow> => {
  const locked = await lockBoth(tx, asked);
  if (word.kind !== "contradicts") await closeBreaks(tx, locked.charge, "railContradicts");
  if (word.kind === "taken") await settleTaken(tx, deps, locked, word);
  else await settleWithoutMoney(tx, locked, word, gaveUp);
  return await getCharge(tx, keyOfCharge(asked));
};

/** The same in a transaction of its own. */
export const settleCharge = async (
  deps: PayDeps,
  asked: ChargeRow,
  word: RailWord,
  gaveUp = false,
): Promise<ChargeRow> => {
  const settled = await inTransaction(deps.db, (tx) =>
    settleWithin(tx, deps, asked, { word, gaveUp }),
  );
  deps.kickOutbox();
  return settled;
};
