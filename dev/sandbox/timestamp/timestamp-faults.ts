import { wireFaultKinds } from "../misbehave.ts";

/**
 * Beyond the wire's faults (`down`, `error500` and `timeoutNotDone` among them):
 * - `slow`: the answer comes `delayMs` late.
 * - `refuse`: the request is rejected (status 2). `garbage`: the answer is no DER.
 * - `wrongNonce`: the token answers another request. `wrongImprint`: it is over other bytes.
 * - `wrongTime`: its clock is six hours behind. `wrongKey`: it is signed with a key of nobody.
 */
export const timestampFaultKinds = [
  ...wireFaultKinds,
  "slow",
  "refuse",
  "garbage",
  "wrongNonce",
  "wrongImprint",
  "wrongTime",
  "wrongKey",
] as const;
export type TimestampFaultKind = (typeof timestampFaultKinds)[number];

/** What a fault may be matched on: the imprint in hexadecimal. */
export const timestampFaultFacts = ["imprint"] as const;
