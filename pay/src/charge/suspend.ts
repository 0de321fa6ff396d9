import type { Tx } from "@gov/kit/db.ts";
import type { Money } from "@gov/kit/money.ts";
import type { PayDatabase, RefundReason } from "#src/db-types.ts";
import { surplusTransfer } from "#src/ledger/ledger.ts";
import { postTransfer } from "#src/ledger/ledger-queries.ts";
import { scheduleRefund } from "#src/refund/refund-queries.ts";
import type { ChargeRow } from "./charge-queries.ts";
import { fromCharge } from "./post-captures.ts";

/** Money that pays no bill: to suspense, and its way back is set going. */
export const suspend = async (
  tx: Tx<PayDatabase>,
  charge: ChargeRow,
  amount: Money,
  reason: RefundReason,
): Promise<void> => {
  const position = await scheduleRefund(tx, charge, amount, reason);
  await postTransfer(tx, surplusTransfer(fromCharge(charge), position, amount));
};
