import type { PayerAlias } from "../payer-alias.ts";
import { writePaymentRequest } from "./payment-request.ts";
import { writeReturnTransfer } from "./return-transfer.ts";

const at = new Date("2026-03-01T09:30:00.123Z");
const creditor = {
  name: 'Finance & "Treasury" <وزارة المالية>',
  iban: "PS92PALS000000000400123456702",
};

const request = (payer: PayerAlias | undefined): string =>
  writePaymentRequest({
    messageId: "01J8ZTESTREFERENCE0000007-0a1b2c3d4",
    createdAt: at,
    reference: "01J8ZTESTREFERENCE0000007",
    amount: { amountMinor: 31_200n, currency: "ILS" },
    billingNumber: "123456789012345",
    description: "تجديد رخصة مركبة 7-4821-H",
    expiresAt: new Date(at.getTime() + 1_800_000),
    creditor,
    initiator: "Government payment gateway",
    system: "IBURAQ",
    payer,
  });

/** One of every message that the instant rail sends, in each of its shapes, by name. */
export const messageSamples = (): Readonly<Record<string, string>> => ({
  "pay pain.013 for anyone who scans": request(undefined),
  "pay pain.013 by phone": request({ kind: "phone", value: "+970599123456" }),
  "pay pain.013 by IBAN": request({ kind: "iban", value: creditor.iban }),
  "pay pain.013 by alias": request({ kind: "alias", value: "layla" }),
  "pay pacs.008 return": writeReturnTransfer({
    transactionId: "01J8ZTESTREFERENCE0000007-refund-1",
    createdAt: at,
    amount: { amountMinor: 1n, currency: "ILS" },
    from: creditor,
    toIban: creditor.iban,
    creditReference: "0A1B2C3D4E5F60718293A4B5",
  }),
});
