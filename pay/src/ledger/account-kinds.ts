import type { AccountKind } from "./ledger.ts";

/** Every kind of account, in the order in which people look for them. */
export const accountKinds = [
  "railClearing",
  "billerPayable",
  "suspense",
  "railFees",
  "agentFloat",
  "agentHold",
  "laneClearing",
  "treasuryBank",
  "payoutClearing",
  "difference",
] as const satisfies readonly AccountKind[];
