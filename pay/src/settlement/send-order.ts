import { z } from "zod";
import type { OutboxHandler } from "@gov/kit/outbox.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { applyStatus, takeStatus } from "./apply-status.ts";
import { findMessage, noteSending, noteTrouble, takeDueMessages } from "./message-queries.ts";
import type { MessageRow } from "./message-queries.ts";
import type { Settlement } from "./settlement.ts";
import type { TreasuryBankClient } from "./treasury-bank-client.ts";

type Said = Awaited<ReturnType<TreasuryBankClient["order"]>>;

const jobSchema = z.object({ id: z.uuid() });

/** A bank that is away for days is asked all the same: then a person looks. */
export const orderDelaysMs: readonly number[] = [
  5_000,
  15_000,
  60_000,
  300_000,
  ...Array.from({ length: 500 }, () => 900_000),
];

/** An answer about another message than the one asked about is none. */
const about = (said: Said, messageId: string): Said =>
  said.ok && said.value.messageId !== messageId ? { ok: false, error: "noAnswer" } : said;

/**
 * What the bank says of the message. One that may have gone out before is asked about first, and
 * sent again, as it was, only where the bank does not know it. A refusal of what was sent may be of
 * its second copy: what became of the order decides, not what became of the message.
 */
const deliver = async (
  client: TreasuryBankClient,
  message: MessageRow,
  mayBeThere: boolean,
): Promise<Said> => {
  const find = async () => about(await client.findOrder(message.message_id), message.message_id);
  if (mayBeThere) {
    const known = await find();
    if (known.ok || known.error !== "unknown") return known;
  }
  const said = about(await client.order(message.body), message.message_id);
  const refused = said.ok ? said.value.all === "rejected" : said.error === "refused";
  if (!refused) return said;
  const known = await find();
  return !known.ok && known.error === "unknown" ? said : known;
};

/** Sends an order to the bank until it says what became of it. */
export const sendOrder =
  (settlement: Settlement): OutboxHandler<PayDatabase> =>
  async (payload) => {
    const { bank, pay } = settlement;
    const { id } = jobSchema.parse(payload);
    const message = await findMessage(pay.db, id);
    if (!message) throw new Error("there is no such order");
    if (message.status !== "made") return undefined;
    if (!bank) throw new Error("no treasury bank is configured");
    const said = await deliver(bank.client, message, await noteSending(pay.db, id));
    if (!said.ok) {
      await noteTrouble(pay.db, id, said.error === "noAnswer" ? "noAnswer" : "refused");
      throw new Error(`the treasury's bank: ${said.error}`);
    }
    return async (tx) => await applyStatus(settlement, tx, id, said.value);
  };

const atOnce = 20;

/** Asks what became of orders whose payouts are on their way; `all`: also those not due yet. */
export const askAboutOrders = async (settlement: Settlement, all = false): Promise<void> => {
  const { bank, pay } = settlement;
  if (!bank) return;
  const due = await takeDueMessages(pay.db, { limit: atOnce, everyMs: 300_000, all });
  for (const message of due) {
    const said = about(await bank.client.findOrder(message.message_id), message.message_id);
    if (said.ok) await takeStatus(settlement, message.id, said.value);
    else if (said.error !== "noAnswer") {
      pay.log.error({ messageId: message.id }, "the bank does not know an order that it took");
    }
  }
};
