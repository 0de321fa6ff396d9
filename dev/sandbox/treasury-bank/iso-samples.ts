import type { Entry, Payment } from "./books.ts";
import { writeOrderStatus, writeStatement } from "./iso-write.ts";

const at = new Date("2026-03-01T09:30:00.123Z");
const head = { messageId: "0A1B2C3D4E5F60718293A4B5", at };
const account = {
  iban: "PS92PALS000000000400123456702",
  currency: "ILS",
  openingMinor: 100_000_000n,
} as const;
const originalMessageId = "0198F2A47C3E7B6F8A5D9E2B1C4F6071";

const payment: Payment = {
  endToEndId: "0198F2A47C3E7B6F8A5D9E2B1C4F6072",
  messageId: originalMessageId,
  accountIban: account.iban,
  creditorIban: account.iban,
  creditorName: "Ministry of Transport",
  amountMinor: 31_200n,
  currency: "ILS",
  state: "ACSP",
};
const debit: Entry = {
  bankReference: head.messageId,
  accountIban: account.iban,
  side: "debit",
  amountMinor: 31_200n,
  currency: "ILS",
  endToEndId: payment.endToEndId,
  creditorIban: account.iban,
  at: at.toISOString(),
};
const back: Entry = { ...debit, bankReference: "0A1B2C3D", side: "credit", reason: "AC04" };

const status = (state: string, payments: Payment[], reason?: string) =>
  writeOrderStatus({
    ...head,
    originalMessageId,
    stand: { state, ...(reason ? { reason } : {}) },
    payments,
  });
const statement = (entries: Entry[], closingMinor: bigint) =>
  writeStatement({
    ...head,
    account,
    day: "2026-03-01",
    openingMinor: account.openingMinor,
    closingMinor,
    entries,
    page: 1,
    last: true,
  });

/** One of every message that the treasury's bank sends, in each of its shapes, by name. */
export const treasuryBankSamples = (): Readonly<Record<string, string>> => ({
  "treasury bank sandbox pain.002 received": status("RCVD", []),
  "treasury bank sandbox pain.002 rejected": status("RJCT", [], "AM04"),
  "treasury bank sandbox pain.002 in part": status("PART", [
    payment,
    { ...payment, state: "RJCT", reason: "AC04" },
  ]),
  "treasury bank sandbox camt.053 of a debit and its return": statement(
    [debit, back],
    account.openingMinor,
  ),
  "treasury bank sandbox camt.053 of none, overdrawn": statement([], -5n),
});
