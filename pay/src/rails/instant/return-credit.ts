import { z } from "zod";
import type { Database, Tx } from "@gov/kit/db.ts";
import { money, type Money } from "@gov/kit/money.ts";
import { addToOutbox, type OutboxHandler } from "@gov/kit/outbox.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { RailSilence, RefundWord } from "../rail.ts";
import type { BankClient } from "./bank-client.ts";
import { payerIbanOf, type CreditRow } from "./credit-queries.ts";
import type { InstantSettings } from "./instant-config.ts";
import { returnTransactionId, writeReturnTransfer } from "./iso/return-transfer.ts";

type Sender = Readonly<{
  db: Database<PayDatabase>;
  client: BankClient;
  settings: InstantSettings;
  encryptionKey: Uint8Array;
}>;

const words = { ACSC: "returned", RJCT: "refused", PDNG: "undecided" } as const;

type Said = Awaited<ReturnType<BankClient["transfer"]>>;

const wordOf = (said: Said, transactionId: string): Result<RefundWord, RailSilence> => {
  if (!said.ok) return said.error === "noAnswer" ? err("noAnswer") : ok("refused");
  return said.value.transactionId === transactionId
    ? ok(words[said.value.status])
    : err("noAnswer");
};

/** Sends money of a credit back to where it came from; the same id again sends it once. */
export const sendReturn = async (
  { client, settings, encryptionKey }: Omit<Sender, "db">,
  credit: CreditRow,
  { transactionId, amount }: Readonly<{ transactionId: string; amount: Money }>,
): Promise<Result<RefundWord, RailSilence>> => {
  const message = writeReturnTransfer({
    transactionId,
    createdAt: new Date(),
    amount,
    from: settings.creditor,
    toIban: payerIbanOf(encryptionKey, credit),
    creditReference: credit.bank_reference,
  });
  const said = wordOf(await client.transfer(message), transactionId);
  if (!said.ok || said.value !== "refused") return said;
  // An earlier message of this transfer may have been carried out, its answer lost, and this one
  // refused because of it: what became of the transfer decides, not what became of the message.
  return wordOf(await client.findTransfer(transactionId), transactionId);
};

export const returnOutboxKind = "instantReturn";
const jobSchema = z.object({ bankReference: z.string().max(35) });

/** Sets the way back going for a credit that names no bill; from here on it is nobody's for good. */
export const scheduleReturn = async (
  tx: Tx<PayDatabase>,
  bankReference: string,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable("instant_credit")
    .set({ returning_at: new Date() })
    .where("bank_reference", "=", bankReference)
    .where("charge_id", "is", null)
    .where("returning_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) await addToOutbox(tx, returnOutboxKind, { bankReference });
  return numUpdatedRows === 1n;
};

/** Asks the bank to return a credit of nobody's until it says that it did. */
export const returnCredit =
  (sender: Sender): OutboxHandler<PayDatabase> =>
  async (payload) => {
    const { bankReference } = jobSchema.parse(payload);
    const credit = await sender.db
      .selectFrom("instant_credit")
      .selectAll()
      .where("bank_reference", "=", bankReference)
      .executeTakeFirstOrThrow();
    if (credit.returned_at !== null) return undefined;
    const said = await sendReturn(sender, credit, {
      transactionId: returnTransactionId(bankReference, "return"),
      amount: money(credit.amount_minor, credit.currency),
    });
    if (!said.ok || said.value !== "returned") {
      throw new Error(`the instant bank: ${said.ok ? said.value : said.error}`);
    }
    return async (tx) => {
      await tx
        .updateTable("instant_credit")
        .set({ returned_at: new Date() })
        .where("bank_reference", "=", bankReference)
        .execute();
    };
  };
