import type { Selectable } from "kysely";
import type { PayDatabase } from "#src/db-types.ts";

/** Money that a payment company paid in: it counts when a second person has approved it. */
export const depositStatuses = ["recorded", "approved", "rejected"] as const;
export type DepositStatus = (typeof depositStatuses)[number];
export type DepositRow = Selectable<PayDatabase["cash_deposit"]>;

export type DepositVerdict = "approved" | "rejected";
type DepositDecision = "decide" | "already" | "depositDecided" | "samePerson";

/** Whether this person may decide so about the deposit. */
export const decideDeposit = (
  deposit: Pick<DepositRow, "status" | "recorded_by" | "decided_by">,
  verdict: DepositVerdict,
  person: string,
): DepositDecision => {
  if (deposit.status === verdict && deposit.decided_by === person) return "already";
  if (deposit.status !== "recorded") return "depositDecided";
  return deposit.recorded_by === person ? "samePerson" : "decide";
};
