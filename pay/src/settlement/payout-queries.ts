import type { Selectable } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { postTransfer } from "#src/ledger/ledger-queries.ts";
import { nextPayoutStatus, type PayoutEvent } from "./payout.ts";
import { stepTransfers } from "./payout-ledger.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type PayoutRow = Selectable<PayDatabase["payout"]>;
export type PayoutEventRow = Selectable<PayDatabase["payout_event"]>;

/** The payouts of a message, locked in one order. */
export const lockPayoutsOf = async (tx: Tx<PayDatabase>, messageId: string): Promise<PayoutRow[]> =>
  await tx
    .selectFrom("payout")
    .selectAll()
    .where("message_id", "=", messageId)
    .orderBy("id")
    .forUpdate()
    .execute();

/** Payouts by the ids that the bank's words carry, locked in one order. */
export const lockPayoutsBy = async (
  tx: Tx<PayDatabase>,
  endToEndIds: readonly string[],
): Promise<PayoutRow[]> =>
  endToEndIds.length === 0
    ? []
    : await tx
        .selectFrom("payout")
        .selectAll()
        .where("end_to_end_id", "in", endToEndIds)
        .orderBy("id")
        .forUpdate()
        .execute();

export const listPayoutEvents = async (db: Reader, id: string): Promise<PayoutEventRow[]> =>
  await db
    .selectFrom("payout_event")
    .selectAll()
    .where("payout_id", "=", id)
    .orderBy("position")
    .execute();

/** Adds to what happened to a payout; its row is locked by the caller. */
export const addPayoutEvent = async (
  tx: Tx<PayDatabase>,
  payoutId: string,
  said: Readonly<{ event: PayoutEventRow["event"]; detail: string | undefined }>,
): Promise<void> => {
  const { last } = await tx
    .selectFrom("payout_event")
    .select((by) => by.fn.max("position").as("last"))
    .where("payout_id", "=", payoutId)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto("payout_event")
    .values({
      payout_id: payoutId,
      position: (last ?? 0) + 1,
      event: said.event,
      detail: said.detail ?? null,
    })
    .execute();
};

/** What the bank said of a payout. */
export type PayoutNews = Readonly<{
  event: PayoutEvent;
  /** The bank's reason or its reference. */
  detail: string | undefined;
  reason?: string | undefined;
  at?: Date | undefined;
}>;

/**
 * Brings a locked payout to the bank's word: its state, the event and the postings together. Gives
 * it as it is then, or undefined where the word changes nothing.
 */
export const stepPayout = async (
  tx: Tx<PayDatabase>,
  treasury: string,
  payout: PayoutRow,
  news: PayoutNews,
): Promise<PayoutRow | undefined> => {
  const status = nextPayoutStatus(payout.status, news.event);
  if (status === undefined) return undefined;
  const lost = status === "rejected" || status === "returned";
  const stepped = await tx
    .updateTable("payout")
    .set({
      status,
      reason: lost ? (news.reason ?? "NARR") : null,
      ...(news.event === "booked" ? { paid_at: news.at ?? new Date() } : {}),
    })
    .where("id", "=", payout.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await addPayoutEvent(tx, payout.id, news);
  for (const transfer of stepTransfers(treasury, payout, {
    from: payout.status,
    event: news.event,
  })) {
    await postTransfer(tx, transfer);
  }
  return stepped;
};

/** Payouts that came back and wait for a person, of one biller and currency or of all. */
export const lockToMend = async (
  tx: Tx<PayDatabase>,
  of: Readonly<{ billerCode: string; currency: PayoutRow["currency"] }>,
): Promise<PayoutRow[]> =>
  await tx
    .selectFrom("payout")
    .selectAll()
    .where("biller_code", "=", of.billerCode)
    .where("currency", "=", of.currency)
    .where("status", "in", ["rejected", "returned"])
    .where("mended_at", "is", null)
    .orderBy("id")
    .forUpdate()
    .execute();

/** A person says that this biller can be paid again, and why. */
export const mendPayout = async (
  tx: Tx<PayDatabase>,
  payout: PayoutRow,
  mend: Readonly<{ person: string; how: "ibanChanged" | "sameIban" }>,
): Promise<void> => {
  await tx
    .updateTable("payout")
    .set({ mended_at: new Date(), mended_by: mend.person, mended_how: mend.how })
    .where("id", "=", payout.id)
    .execute();
  await addPayoutEvent(tx, payout.id, { event: mend.how, detail: mend.person });
};
