import { inTransaction, type Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { OrderStatus, OrderWord } from "./iso/order-status.ts";
import { lockMessage, writeAnswer, type MessageRow } from "./message-queries.ts";
import { isOnItsWay } from "./payout.ts";
import { lockPayoutsOf, stepPayout } from "./payout-queries.ts";
import type { Settlement } from "./settlement.ts";

const checkEveryMs = 300_000;

const statusOf = (all: OrderWord): MessageRow["status"] =>
  all === "rejected" ? "refused" : "taken";

/**
 * Brings a message's payouts to what the bank's report says of them. Said again, or said late, it
 * changes nothing. Asked about again while one is on its way.
 */
export const applyStatus = async (
  settlement: Settlement,
  tx: Tx<PayDatabase>,
  messageId: string,
  said: OrderStatus,
): Promise<void> => {
  const message = await lockMessage(tx, messageId);
  const byId = new Map(said.payments.map((one) => [one.endToEndId, one]));
  let open = false;
  for (const payout of await lockPayoutsOf(tx, message.id)) {
    const own = byId.get(payout.end_to_end_id) ?? { word: said.all, reason: said.reason };
    const reason = own.reason ?? said.reason;
    const stepped =
      own.word === "undecided"
        ? undefined
        : await stepPayout(tx, settlement.treasury, payout, {
            event: own.word,
            detail: own.word === "rejected" ? reason : undefined,
            reason,
          });
    open ||= isOnItsWay((stepped ?? payout).status);
  }
  const nextCheckAt = open ? new Date(Date.now() + checkEveryMs) : null;
  await writeAnswer(tx, message.id, { status: statusOf(said.all), nextCheckAt });
};

/** The same in a transaction of its own. */
export const takeStatus = async (
  settlement: Settlement,
  messageId: string,
  said: OrderStatus,
): Promise<void> =>
  await inTransaction(settlement.pay.db, (tx) => applyStatus(settlement, tx, messageId, said));
