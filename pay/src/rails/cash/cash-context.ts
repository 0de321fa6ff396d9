import type { Currency } from "@gov/kit/money.ts";
import type { PayDeps } from "#src/deps.ts";

/** What the cash rail works with; `work.ts` wires it. */
export type Cash = Readonly<{
  pay: PayDeps;
  /** The institution in whose lane the floats lie. */
  treasury: string;
  /** How long a bill is held for an agent who counts the cash. */
  holdS: number;
  /** Minor units by currency; none where a currency has no limit. */
  transactionLimitMinor: Limits;
  agentDayLimitMinor: Limits;
}>;
export type Limits = Readonly<Partial<Record<Currency, bigint>>>;
