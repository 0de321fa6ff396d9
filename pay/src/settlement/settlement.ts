import type { PayDeps } from "#src/deps.ts";
import type { BankSettings } from "./settlement-config.ts";
import type { Policy } from "./due.ts";
import type { TreasuryBankClient } from "./treasury-bank-client.ts";

/** What settlement works with; `settlement-work.ts` wires it. */
export type Settlement = Readonly<{
  pay: PayDeps;
  /** The institution whose accounts payouts go out of. */
  treasury: string;
  policy: Policy;
  afterDays: number;
  /** Minutes since midnight at which a run is drafted by itself; undefined: never. */
  atMinutes: number | undefined;
  /** Where a bank is configured; without one nothing is paid out. */
  bank: Readonly<{ settings: BankSettings; client: TreasuryBankClient }> | undefined;
  now: () => Date;
}>;
