import { z } from "zod";
import { parseMobile } from "@gov/country/phone.ts";
import type { Tx } from "@gov/kit/db.ts";
import { formatMoney } from "@gov/kit/money.ts";
import { addToOutbox, type OutboxHandler } from "@gov/kit/outbox.ts";
import type { SmsSender } from "@gov/kit/sms/smpp-client.ts";
import { getBill } from "#src/bill/bill-queries.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Cash } from "./cash-context.ts";
import { payoutCode } from "./payout.ts";
import { findPayout, type PayoutRow } from "./payout-queries.ts";

export const payoutMessageKind = "cash-payout-message";

/** Sets the payer's message going where their phone is known. */
export const announcePayout = async (
  tx: Tx<PayDatabase>,
  charge: ChargeRow,
  row: PayoutRow,
): Promise<void> => {
  const key = { institutionId: charge.institution_id, billId: charge.bill_id };
  const bill = await getBill(tx, key);
  if (bill.payer_phone === null) return;
  const { institution_id, charge_id, rail_transaction } = row;
  await addToOutbox(tx, payoutMessageKind, { institution_id, charge_id, rail_transaction });
};

const jobSchema = z.object({
  institution_id: z.string(),
  charge_id: z.string(),
  rail_transaction: z.string(),
});

const messageOf = (cash: Cash, row: PayoutRow): string => {
  const amount = formatMoney({ amountMinor: row.amount_minor, currency: row.currency }, "ar");
  const code = groupBillingNumber(payoutCode(cash, row));
  return `لك ${amount} ترد نقدا لدى أي وكيل دفع. رمز الاستلام: ${code}. لا تعطه لغير الوكيل عند الاستلام.`;
};

/** A number that no message reaches is given up at once; a silent centre is asked again. */
const hopeless = new Set(["invalidNumber", "empty", "tooLong", "unanswered"]);

/** Sends the payout code to the payer. The page shows it too, so a lost message loses nothing. */
export const sendPayoutMessage =
  (cash: Cash, sms: SmsSender | undefined): OutboxHandler<PayDatabase> =>
  async (payload) => {
    if (!sms) return undefined;
    const { db } = cash.pay;
    const row = await findPayout(db, jobSchema.parse(payload));
    if (!row || row.status === "paidOut") return undefined;
    const charge = await db
      .selectFrom("charge")
      .select("bill_id")
      .where("institution_id", "=", row.institution_id)
      .where("id", "=", row.charge_id)
      .executeTakeFirstOrThrow();
    const key = { institutionId: row.institution_id, billId: charge.bill_id };
    const phone = parseMobile((await getBill(db, key)).payer_phone ?? "");
    if (!phone.ok) return undefined;
    const sent = await sms.send({ to: phone.value, text: messageOf(cash, row) });
    if (!sent.ok && !hopeless.has(sent.error.kind)) throw new Error("the message was not sent");
    return undefined;
  };
