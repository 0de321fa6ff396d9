import type { Currency } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";

/** What one lane's books owe one biller in one currency, and what stands in the way of paying it. */
export type DueLine = Readonly<{
  /** Whose books owe it. */
  lane: string;
  billerCode: string;
  /** The biller's own institution. */
  institution: string;
  name: Text;
  currency: Currency;
  /** Owed at the cut-off, less what payouts took since. */
  atCutOffMinor: bigint;
  /** Owed now. */
  nowMinor: bigint;
  iban: string | undefined;
  /** The bank did not pay the last one, and nobody has mended that yet. */
  refused: boolean;
}>;

/** What may be paid out, by rule. */
export type Policy = Readonly<{
  /** The least that is worth a transfer, in minor units by currency. */
  minimum: Readonly<Partial<Record<Currency, bigint>>>;
  /** Currencies in which the treasury has an account to pay from. */
  currencies: ReadonlySet<Currency>;
}>;

export const verdicts = [
  "pay",
  // More went back to payers than was collected: netted from what is collected next.
  "carriedOver",
  "nothingDue",
  "belowMinimum",
  "noIban",
  "ibanRefused",
  "noTreasuryAccount",
  // Between proposal and approval: nobody has seen this account.
  "ibanChanged",
] as const;
export type Verdict = (typeof verdicts)[number];

/**
 * What is due: what was captured by the cut-off, and never more than is owed now. A refund of this
 * morning is not paid out today and fetched back tomorrow.
 */
export const dueMinor = ({ atCutOffMinor, nowMinor }: DueLine): bigint =>
  atCutOffMinor < nowMinor ? atCutOffMinor : nowMinor;

/** Whether a line is paid out, or why not. */
export const judgeLine = (line: DueLine, policy: Policy): Verdict => {
  const due = dueMinor(line);
  if (due < 0n) return "carriedOver";
  if (due === 0n) return "nothingDue";
  if (due < (policy.minimum[line.currency] ?? 1n)) return "belowMinimum";
  if (!policy.currencies.has(line.currency)) return "noTreasuryAccount";
  if (line.iban === undefined) return "noIban";
  return line.refused ? "ibanRefused" : "pay";
};

/** A line of a run as it was proposed. */
export type ProposedLine = Readonly<{
  verdict: Verdict;
  amountMinor: bigint;
  iban: string | undefined;
}>;

/**
 * What approving a proposed line comes to. Never more than was seen: what was refunded since is
 * taken off, what came in since waits for the next run, and an account that nobody saw gets nothing.
 */
export const settleLine = (
  proposed: ProposedLine,
  now: DueLine | undefined,
  policy: Policy,
): Readonly<{ outcome: Verdict; amountMinor: bigint }> => {
  const none = (outcome: Verdict) => ({ outcome, amountMinor: 0n });
  if (proposed.verdict !== "pay") return none(proposed.verdict);
  if (!now) return none("nothingDue");
  const outcome = judgeLine(now, policy);
  if (outcome !== "pay") return none(outcome);
  if (now.iban !== proposed.iban) return none("ibanChanged");
  const due = dueMinor(now);
  return { outcome, amountMinor: due < proposed.amountMinor ? due : proposed.amountMinor };
};
