import { currencies, type Currency } from "@gov/kit/money.ts";
import type { AccountKind } from "#src/ledger/ledger.ts";
import { momentHere } from "#src/console/moment-here.ts";
import type { AccountCursor, AccountFilter, EntryCursor } from "./ledger-desk-queries.ts";

export const accountKinds = [
  "railClearing",
  "billerPayable",
  "suspense",
  "railFees",
  "agentFloat",
  "agentHold",
  "laneClearing",
] as const satisfies readonly AccountKind[];

export type ReadLedgerFilter = Readonly<{
  filter: AccountFilter;
  typed: Readonly<Record<"institution" | "kind" | "currency" | "at", string>>;
  /** The moment that was typed is none. */
  wrongMoment: boolean;
  after: AccountCursor | undefined;
}>;

const institutionPattern = /^[a-z][a-z0-9-]{1,39}$/;

export const accountCursorText = ({ institution, id }: AccountCursor): string =>
  `${institution}_${id}`;

const readAfter = (text: string): AccountCursor | undefined => {
  const [, institution, id] = /^([a-z][a-z0-9-]{1,39})_(\d{1,18})$/.exec(text) ?? [];
  return institution && id ? { institution, id: BigInt(id) } : undefined;
};

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
    after: readAfter(query["after"] ?? ""),
    filter: {
      institution: institutionPattern.test(typed.institution) ? typed.institution : undefined,
      kind: accountKinds.find((kind) => kind === typed.kind),
      currency,
      at,
    },
  };
};

const entryPattern =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export const entryCursorText = ({ at, id }: EntryCursor): string => `${at}_${id}`;

/** Where an account's next page begins. */
export const readEntryCursor = (text: string): EntryCursor | undefined => {
  const [, at, id] = entryPattern.exec(text) ?? [];
  return at && id && !Number.isNaN(Date.parse(at)) ? { at, id } : undefined;
};
