import { inTransaction } from "@gov/kit/db.ts";
import type { PayDeps } from "#src/deps.ts";
import { findReceipt } from "#src/receipt/receipt-queries.ts";
import { signReceipt } from "#src/receipt/sign-receipt.ts";
import { storeSignature, takeUnsigned } from "./late-signing-queries.ts";

const atOnce = 200;

/** Signs receipts that were issued unsigned, some at a time; gives how many. */
export const signLate = async (deps: Pick<PayDeps, "db" | "receiptSigner">): Promise<number> =>
  await inTransaction(deps.db, async (tx) => {
    const numbers = await takeUnsigned(tx, atOnce);
    for (const number of numbers) {
      const receipt = await findReceipt(tx, number);
      if (receipt) await storeSignature(tx, number, await signReceipt(deps.receiptSigner, receipt));
    }
    return numbers.length;
  });
