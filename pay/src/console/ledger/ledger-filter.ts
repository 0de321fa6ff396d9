import { currencies, type Currency } from "@gov/kit/money.ts";
import { momentHere } from "#src/console/moment-here.ts";
import { accountKinds } from "#src/ledger/account-kinds.ts";
import { readAccountCursor } from "#src/ledger/explorer-cursors.ts";
import type { AccountCursor, AccountFilter } from "#src/ledger/explorer-queries.ts";

export type ReadLedgerFilter = Readonly<{
  filter: AccountFilter;
  typed: Readonly<Record<"institution" | "kind" | "currency" | "at", string>>;
  /** The moment that was typed is none. */
  wrongMoment: boolean;
  after: AccountCursor | undefined;
}>;

const institutionPattern = /^[a-z][a-z0-9-]{1,39}$/;

/** Reads the address of the ledger's first page. */
export const readLedgerFilter = (query: Readonly<Record<string, string>>): ReadLedgerFilter => {
  const typed = {
    institution: (query["institution"] ?? "").slice(0, 40),
    kind: (query["kind"] ?? "").slice(0, 40),
    currency: (query["currency"] ?? "").slice(0, 3),
    at: (query["at"] ?? "").slice(0, 40),
  };
  const at = momentHere(typed.at);
  const currency = Object.keys(currencies).find(
    (code): code is Currency => code === typed.currency,
  );
  return {
    typed,
    wrongMoment: typed.at !== "" && at === undefined,
    after: readAccountCursor(query["after"] ?? ""),
    filter: {
      institution: institutionPattern.test(typed.institution) ? typed.institution : undefined,
      kind: accountKinds.find((kind) => kind === typed.kind),
      currency,
      at,
    },
  };
};
