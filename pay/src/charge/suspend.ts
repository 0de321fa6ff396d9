import type { Tx } from "@gov/kit/db.ts";
import type { Money } from "@gov/kit/money.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { surplusTransfer } from "#src/ledger/ledger.ts";
import { postTransfer } from "#src/ledger/ledger-queries.ts";
import { announceSurplus } from "#src/refund/announce-surplus.ts";
import type { SurplusReason } from "#src/refund/refund-order.ts";
import { scheduleRefund } from "#src/refund/refund-queries.ts";
import type { ChargeRow } from "./charge-queries.ts";
import { fromCharge } from "./post-captures.ts";

/** Money that pays no bill: to suspense, and its way back is set going. */
export const suspend = async (
  tx: Tx<PayDatabase>,
  charge: ChargeRow,
  amount: Money,
  reason: SurplusReason,
): Promise<void> => {
  const refund = await scheduleRefund(tx, charge, amount, reason);
  await postTransfer(tx, surplusTransfer(fromCharge(charge), refund.position, amount));
  await announceSurplus(tx, charge, refund, "refund.created");
};
