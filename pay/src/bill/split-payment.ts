export type PartyPart = Readonly<{ billerCode: string; amountMinor: bigint }>;

const sumOf = (parts: readonly PartyPart[]): bigint =>
  parts.reduce((sum, part) => sum + part.amountMinor, 0n);

/** What a party should have had of the first `paidMinor` of a bill, rounded down. */
const targetOf = (split: PartyPart, paidMinor: bigint, totalMinor: bigint): bigint =>
  (split.amountMinor * paidMinor) / totalMinor;

/**
 * Who gets which part of a payment of `amountMinor` towards a bill that is split. `had` is what
 * each party got of payments that stand. Proportional as far as units allow, never more than a
 * party's split, and exact when the bill is paid in full, whatever was taken back in between.
 */
export const splitPayment = (
  splits: readonly PartyPart[],
  had: ReadonlyMap<string, bigint>,
  amountMinor: bigint,
): PartyPart[] => {
  const total = sumOf(splits);
  const before = [...had.values()].reduce((sum, one) => sum + one, 0n);
  const paid = before + amountMinor;
  let left = amountMinor;
  const room = splits.map((split) => split.amountMinor - (had.get(split.billerCode) ?? 0n));
  const parts = splits.map((split) => {
    const wanted = targetOf(split, paid, total) - (had.get(split.billerCode) ?? 0n);
    const part = wanted < 0n ? 0n : wanted > left ? left : wanted;
    left -= part;
    return part;
  });
  // Units that rounding left over, to the first party that has room for them.
  const whole = parts.map((part, index) => {
    const free = (room[index] ?? 0n) - part;
    const extra = free < left ? free : left;
    left -= extra;
    return part + extra;
  });
  return splits
    .map((split, index) => ({ billerCode: split.billerCode, amountMinor: whole[index] ?? 0n }))
    .filter((part) => part.amountMinor > 0n);
};
