import type { Currency } from "@gov/kit/money.ts";
import { writePaymentOrder } from "./payment-order.ts";

const iban = "PS92PALS000000000400123456702";

const order = (currency: Currency, amounts: readonly bigint[]): string =>
  writePaymentOrder({
    messageId: "0198F2A47C3E7B6F8A5D9E2B1C4F6071",
    createdAt: new Date("2026-03-01T09:30:00.123Z"),
    executeOn: "2026-03-01",
    debtor: { name: "Ministry of Finance, State Treasury", iban },
    currency,
    payments: amounts.map((amountMinor, index) => ({
      endToEndId: `0198F2A47C3E7B6F8A5D9E2B1C4F60${String(index).padStart(2, "0")}`,
      amountMinor,
      creditorName: 'Ministère & "Municipality" <وزارة> of Transport',
      creditorIban: iban,
    })),
    note: "Settlement of government collection",
  });

/** One of every message that settlement sends, in each of its shapes, by name. */
export const orderSamples = (): Readonly<Record<string, string>> => ({
  "pay pain.001 of one": order("ILS", [1n]),
  "pay pain.001 of three, in dinars": order("JOD", [12_500n, 1n, 999_999_999_999_999n]),
});
