import { inTransaction, type Tx } from "@gov/kit/db.ts";
import { money } from "@gov/kit/money.ts";
import { dueMinor } from "#src/bill/bill-due.ts";
import { closeBreaks, openBreak } from "#src/charge/break-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import type { RailWord } from "#src/rails/rail.ts";
import { addChargeEvent, getCharge, keyOfCharge, type ChargeRow } from "./charge-queries.ts";
import { isUnderWay } from "./charge.ts";
import { payBills } from "./pay-bills.ts";
import type { Together } from "./post-captures.ts";
import { suspend } from "./suspend.ts";
import { undoCharge } from "./reverse-payment.ts";
import { decideSettlement, type Settlement } from "./settlement.ts";
import { lockBoth, takeStep, type Locked } from "./step.ts";

type Post = Extract<Settlement, { kind: "post" }>;
type Taken = Extract<RailWord, { kind: "taken" }>;

const postMoney = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  before: Locked,
  { word, post, together }: { word: Taken; post: Post; together: Together | undefined },
): Promise<void> => {
  const { bill, charge } = before;
  const changed = await takeStep(tx, before, post.event, {
    change: {
      taken_minor: charge.taken_minor + post.paysBillMinor + post.surplusMinor,
      rail_reference: word.reference,
      failure_reason: null,
      ...(post.event === "captured" ? { captured_at: new Date() } : {}),
    },
    ...(word.means ? { detail: { means: word.means } } : {}),
  });
  if (!changed) throw new Error("a decided step was not legal");
  if (post.paysBillMinor > 0n) {
    const { paysBillMinor: paysMinor } = post;
    const capture = { bill, charge: changed, paysMinor, feeMinor: word.feeMinor ?? 0n };
    await payBills(tx, deps, [capture], together);
  }
  if (post.surplusMinor > 0n && post.refundReason) {
    await suspend(tx, changed, money(post.surplusMinor, charge.currency), post.refundReason);
  }
};

const settleTaken = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  locked: Locked,
  { word, together }: { word: Taken; together: Together | undefined },
): Promise<void> => {
  const { bill, charge } = locked;
  const decided = decideSettlement(
    {
      chargeStatus: charge.status,
      amountMinor: charge.amount_minor,
      takenMinor: charge.taken_minor,
      billStatus: bill.status,
      dueMinor: dueMinor(bill),
    },
    word.takenMinor,
  );
  if (decided.kind === "post") {
    await postMoney(tx, deps, locked, { word, post: decided, together });
  }
  if (decided.kind === "tookBack" || word.chargedBackMinor) {
    const detail = {
      taken: String(word.takenMinor),
      posted: String(charge.taken_minor),
      chargedBack: String(word.chargedBackMinor ?? 0n),
    };
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
  if (word.kind === "takenBack") {
    // Posted before: it is undone. Never posted: nothing of it is left to post.
    if (charge.taken_minor > 0n) await undoCharge(tx, locked, word.reason);
    else await takeStep(tx, locked, "declined", { change: { failure_reason: "declined" } });
  } else if (word.kind === "declined") {
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
 * `together` goes with the posting of a bill's capture, where the word leads to one.
 * The caller wakes the outbox after its commit.
 */
export const settleWithin = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  asked: ChargeRow,
  said: Readonly<{ word: RailWord; gaveUp?: boolean; together?: Together }>,
): Promise<ChargeRow> => {
  const { word, gaveUp = false, together } = said;
  const locked = await lockBoth(tx, asked);
  if (word.kind !== "contradicts") await closeBreaks(tx, locked.charge, "railContradicts");
  if (word.kind === "taken") await settleTaken(tx, deps, locked, { word, together });
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
