import { payerAccounts } from "./accounts.ts";
import type { BookedCredit, ReturnedTransfer } from "./books.ts";
import { statementKinds, writeStatement } from "./statement.ts";
import { writeCreditNotice, writeRequestStatus, writeTransferStatus } from "./iso-write.ts";

const at = new Date("2026-03-01T09:30:00.123Z");
const request = { messageId: "01J8ZTESTREFERENCE0000007", reference: "01J8ZTESTREFERENCE0000007" };
const head = { messageId: "0A1B2C3D4E5F60718293A4B5", at };

const credit: BookedCredit = {
  bankReference: "0A1B2C3D4E5F60718293A4B5",
  at: at.toISOString(),
  reference: request.reference,
  billingNumber: "123456789012345",
  amountMinor: 31_200n,
  currency: "ILS",
  payerId: payerAccounts[0]?.id ?? "",
  creditorIban: "PS92PALS000000000400123456702",
};

const transfer: ReturnedTransfer = {
  transactionId: "01J8ZTESTREFERENCE0000007-refund-1",
  at: at.toISOString(),
  amountMinor: 31_200n,
  currency: "ILS",
  fromIban: credit.creditorIban,
  toIban: payerAccounts[0]?.iban ?? "",
  state: "ACSC",
};

const movement = (kind: string, feeMinor: bigint) => ({
  at: credit.at,
  order: credit.bankReference,
  reference: transfer.transactionId,
  kind,
  returned: kind !== statementKinds.credit,
  amountMinor: credit.amountMinor,
  currency: credit.currency,
  feeMinor,
});

const notice = (credits: BookedCredit[]) =>
  writeCreditNotice({ ...head, accountIban: credit.creditorIban, credits });
const status = (state: "PDNG" | "ACSC" | "RJCT", reason?: string) =>
  writeRequestStatus({ ...head, request, stand: { state, ...(reason ? { reason } : {}) } });
const returned = (one: ReturnedTransfer) =>
  writeTransferStatus({ ...head, originalMessageId: one.transactionId, transfer: one });

/** One of every message that the system sends, in each of its shapes, by name. */
export const instantSamples = (): Readonly<Record<string, string>> => ({
  "instant sandbox pain.014 pending": status("PDNG"),
  "instant sandbox pain.014 rejected": status("RJCT", "AC01"),
  "instant sandbox camt.054 of one credit": notice([credit]),
  "instant sandbox camt.054 of two, one without a bill": notice([
    credit,
    { ...credit, billingNumber: "", reference: "NOTPROVIDED" },
  ]),
  "instant sandbox camt.054 of a credit taken back": writeCreditNotice({
    ...head,
    accountIban: credit.creditorIban,
    credits: [credit],
    reversal: true,
  }),
  "instant sandbox camt.054 of none": notice([]),
  "instant sandbox camt.053 of a day": writeStatement({
    ...head,
    accountIban: credit.creditorIban,
    endsMinutes: 0,
    report: {
      day: "2026-03-01",
      lines: [
        movement(statementKinds.credit, 150n),
        movement(statementKinds.reversal, 0n),
        movement(statementKinds.back, 0n),
      ],
      totals: [
        { currency: "ILS", lines: 3, statedMinor: -31_350n },
        { currency: "USD", lines: 0, statedMinor: 0n },
      ],
    },
  }),
  "instant sandbox pacs.002 done": returned(transfer),
  "instant sandbox pacs.002 rejected": returned({ ...transfer, state: "RJCT", reason: "AC04" }),
});
