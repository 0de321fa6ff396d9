import { inTransaction, type Tx } from "@gov/kit/db.ts";
import type { Money } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { sharesStillDue } from "#src/basket/claim-basket.ts";
import { dueMinor } from "#src/bill/bill-due.ts";
import { getBill } from "#src/bill/bill-queries.ts";
import { askRail } from "#src/charge/ask-rail.ts";
import { getCharge } from "#src/charge/charge-queries.ts";
import { settleWithin } from "#src/charge/settle-charge.ts";
import { lockBoth } from "#src/charge/step.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { RailWord } from "#src/rails/rail.ts";
import type { Cash } from "./cash-context.ts";
import { collectedTransfer, holdTransfer } from "./cash-ledger.ts";
import { billKeyOf, lockCollection, stepCollection } from "./collection-queries.ts";
import { decideConfirm, type CollectionRow } from "./collection.ts";
import { orRefusal } from "./refusal.ts";
import { chargeOf, endReservation } from "./release.ts";

export type ConfirmError =
  | "collectionOfAnotherAgent"
  | "amountDiffers"
  | "giveCashBack"
  | "notVoidable"
  | "floatShortNow";

type Confirmation = Readonly<{ agentCode: string; amount: Money }>;
type Finish<T> = (tx: Tx<PayDatabase>, row: CollectionRow) => Promise<T>;

/** The rail's word about cash in a drawer. */
export const cashTaken = (row: CollectionRow): RailWord => ({
  kind: "taken",
  takenMinor: row.amount_minor,
  returnedMinor: 0n,
  reference: row.slip_number,
  means: undefined,
});

/** The bill is paid and the company's float has paid for it, in this one transaction. */
const capture = async (
  tx: Tx<PayDatabase>,
  cash: Cash,
  row: CollectionRow,
  event: "confirmed" | "confirmedLate",
): Promise<CollectionRow> => {
  const charge = await chargeOf(tx, row);
  const confirmed = await stepCollection(tx, row, event);
  const late = event === "confirmedLate" ? [holdTransfer(cash, row, true)] : [];
  const settled = await settleWithin(tx, cash.pay, charge, {
    word: cashTaken(row),
    // With the capture, in the one order of accounts in which all transfers are posted.
    together: { transfers: [...late, collectedTransfer(cash, row)] },
  });
  if (settled.status !== "captured") throw new Error("cash that was decided to pay did not pay");
  return confirmed;
};

const refuse = async (
  tx: Tx<PayDatabase>,
  cash: Cash,
  row: CollectionRow,
): Promise<"giveCashBack"> => {
  if (row.status === "reserved") await endReservation(tx, cash, row, "confirmRefused");
  else if (row.status === "expired") await stepCollection(tx, row, "confirmRefused");
  return "giveCashBack";
};

const confirmOnce = async <T>(
  cash: Cash,
  asked: CollectionRow,
  { finish, last }: Readonly<{ finish: Finish<T>; last: boolean }>,
): Promise<Result<T, "giveCashBack" | "claimedElsewhere" | "notVoidable">> =>
  await inTransaction(cash.pay.db, async (tx) => {
    const { bill, charge } = await lockBoth(tx, await chargeOf(tx, asked));
    const row = await lockCollection(tx, asked);
    const decided = decideConfirm(row.status, {
      status: bill.status,
      claimedByUs: bill.status === "claimed" && bill.claimed_by === charge.id,
      covers:
        dueMinor(bill) >= row.amount_minor &&
        (bill.kind !== "basket" || (await sharesStillDue(tx, charge))),
    });
    switch (decided) {
      case "already":
        return ok(await finish(tx, row));
      case "confirm":
        return ok(await finish(tx, await capture(tx, cash, row, "confirmed")));
      case "confirmLate":
        return ok(await finish(tx, await capture(tx, cash, row, "confirmedLate")));
      case "claimedElsewhere":
        return last ? err(await refuse(tx, cash, row)) : err("claimedElsewhere");
      case "refuse":
        return err(await refuse(tx, cash, row));
      case "voided":
        return err("notVoidable");
    }
  });

/** Brings the attempt that holds the bill to its rail's last word. */
const askClaimant = async (cash: Cash, row: CollectionRow): Promise<void> => {
  const bill = await getBill(cash.pay.db, billKeyOf(row));
  if (bill.claimed_by === null) return;
  const key = { institutionId: bill.institution_id, chargeId: bill.claimed_by };
  await askRail(cash.pay, await getCharge(cash.pay.db, key));
};

/**
 * The agent says that the cash is in the drawer: the charge is captured and the held float paid
 * over. Late, it still counts while the bill is open; otherwise the payer gets the cash back, and
 * that answer never changes. `finish` runs in the same transaction.
 */
export const confirmCollection = async <T>(
  cash: Cash,
  asked: CollectionRow,
  said: Confirmation,
  finish: Finish<T>,
): Promise<Result<T, ConfirmError>> => {
  if (asked.agent_code !== said.agentCode) return err("collectionOfAnotherAgent");
  const { amountMinor, currency } = said.amount;
  if (asked.amount_minor !== amountMinor || asked.currency !== currency) {
    return err("amountDiffers");
  }
  const confirmed = await orRefusal([], async () => {
    const first = await confirmOnce(cash, asked, { finish, last: false });
    if (first.ok || first.error !== "claimedElsewhere") return first;
    await askClaimant(cash, asked);
    return await confirmOnce(cash, asked, { finish, last: true });
  });
  cash.pay.kickOutbox();
  if (confirmed.ok) return confirmed;
  // Only a late confirmation needs float that was let go.
  if (confirmed.error === "floatShort") return err("floatShortNow");
  return confirmed.error === "claimedElsewhere" ? err("giveCashBack") : err(confirmed.error);
};
