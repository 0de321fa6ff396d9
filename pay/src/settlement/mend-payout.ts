import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { needsMending } from "./payout.ts";
import { mendPayout, type PayoutRow } from "./payout-queries.ts";
import type { Settlement } from "./settlement.ts";

/** A person found that the account is right after all: the next run pays to it again. */
export const tryAccountAgain = async (
  { pay }: Settlement,
  input: Readonly<{ payoutId: string; person: string }>,
): Promise<Result<PayoutRow, "payoutMended">> =>
  await inTransaction(pay.db, async (tx) => {
    const payout = await tx
      .selectFrom("payout")
      .selectAll()
      .where("id", "=", input.payoutId)
      .forUpdate()
      .executeTakeFirst();
    if (!payout || !needsMending(payout)) return err("payoutMended");
    await mendPayout(tx, payout, { person: input.person, how: "sameIban" });
    return ok(payout);
  });
