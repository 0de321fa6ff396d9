import type { Currency } from "@gov/kit/money.ts";
import type { AccountName, Transfer } from "./ledger.ts";

/** An account of one lane and currency, by its name. */
export type AccountKey = AccountName & Readonly<{ institutionId: string; currency: Currency }>;

/** The one text that names an account, to look its id up by. */
export const accountText = (key: AccountKey): string =>
  `${key.institutionId}\n${key.kind}\n${key.owner}\n${key.currency}`;

/** The accounts that a transfer touches, each as often as it is named. */
export const accountsOf = (transfer: Transfer): AccountKey[] =>
  transfer.legs.flatMap(({ debit, credit }) =>
    [debit, credit].map((name) => ({
      ...name,
      institutionId: transfer.institutionId,
      currency: transfer.currency,
    })),
  );
