import type { Text } from "@gov/kit/text.ts";

/** What a bill is made of: something charged, or something waived with its reason and source. */
export type BillLine =
  | Readonly<{ kind: "fee"; text: Text; amountMinor: bigint }>
  | Readonly<{ kind: "exemption"; text: Text; amountMinor: bigint; reason: Text; source: Text }>;

/** Whether what is charged less what is waived is the amount. */
export const isMadeOf = (lines: readonly BillLine[], amountMinor: bigint): boolean =>
  lines.reduce(
    (sum, line) => (line.kind === "fee" ? sum + line.amountMinor : sum - line.amountMinor),
    0n,
  ) === amountMinor;
