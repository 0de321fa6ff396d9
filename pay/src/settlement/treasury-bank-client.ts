import type { Log } from "@gov/kit/log.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { Result } from "@gov/kit/result.ts";
import { createSignedCalls, type BankFailure } from "#src/iso20022/signed-calls.ts";
import { readOrderStatus, type OrderStatus } from "./iso/order-status.ts";
import { readStatement, type StatementPage } from "./iso/statement.ts";
import { treasuryBankKeyId, type BankSettings } from "./settlement-config.ts";

/** The treasury's bank: orders, what became of them, statements. */
export type TreasuryBankClient = Readonly<{
  /** Sends an order; the bank carries one of the same MsgId out once. */
  order: (message: string) => Promise<Result<OrderStatus, BankFailure>>;
  findOrder: (messageId: string) => Promise<Result<OrderStatus, BankFailure>>;
  /** A page of an account's statement of a day (ISO, Asia/Hebron). */
  statement: (
    account: Readonly<{ iban: string; currency: Currency }>,
    day: string,
    page: number,
  ) => Promise<Result<StatementPage, BankFailure>>;
}>;

const maxAnswerBytes = 2 * 1024 * 1024;

export const createTreasuryBankClient = (
  { url, timeoutMs, key, bankKey }: BankSettings,
  log: Log,
): TreasuryBankClient => {
  const call = createSignedCalls(
    {
      name: "the treasury's bank",
      url,
      timeoutMs,
      key,
      partyKeyId: treasuryBankKeyId,
      partyKey: bankKey,
      maxAnswerBytes,
    },
    log,
  );
  return {
    order: (message) => call({ method: "POST", path: "/orders", message }, readOrderStatus),
    findOrder: (messageId) =>
      call({ method: "GET", path: `/orders/${encodeURIComponent(messageId)}` }, readOrderStatus),
    statement: (account, day, page) =>
      call({ method: "GET", path: `/statements/${account.iban}/${day}/${page}` }, (text) =>
        readStatement(text, account),
      ),
  };
};
