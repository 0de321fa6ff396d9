import { accountText } from "./account-key.ts";
import type { AccountName, Leg, Transfer, TransferSource } from "./ledger.ts";

/** A transfer with the id that it gets if nothing of its cause was posted before. */
export type Draft = Readonly<{ id: string; transfer: Transfer }>;

/** Ids of accounts by `accountText`. */
export type AccountIds = ReadonlyMap<string, bigint>;

type LegKind = Readonly<{
  lane: string;
  currency: string;
  cause: TransferSource;
  debit: bigint;
  credit: bigint;
}>;

/** What a batch says to the database: most of its legs differ in cause and amount alone. */
export type Batch = Readonly<{
  kinds: readonly LegKind[];
  legs: readonly Readonly<{
    /** Its place in `kinds`, from 1. */
    kind: number;
    transferId: string;
    source: string;
    /** Its place in the transfer, from 1. */
    number: number;
    amountMinor: bigint;
  }>[];
}>;

type Cause = Pick<Transfer, "institutionId" | "sourceKind" | "sourceId">;

/** The one text that names what made a transfer; also the order in which batches are written. */
export const causeText = ({ institutionId, sourceKind, sourceId }: Cause): string =>
  `${sourceId}\n${sourceKind}\n${institutionId}`;

/**
 * Sorted, so that two batches never wait for each other in a circle; of several transfers with
 * one cause the first stays.
 */
export const eachCauseOnce = (drafts: readonly Draft[]): Draft[] => {
  const byCause = new Map<string, Draft>();
  for (const draft of drafts) {
    const cause = causeText(draft.transfer);
    if (!byCause.has(cause)) byCause.set(cause, draft);
  }
  const causes = [...byCause].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return causes.map(([, draft]) => draft);
};

/** The one text that names what legs of one kind have in common. */
export const kindText = (
  { institutionId, currency, sourceKind }: Transfer,
  { debit, credit }: Leg,
) =>
  `${institutionId}\n${currency}\n${sourceKind}\n${debit.kind}\n${debit.owner}\n${credit.kind}\n${credit.owner}`;

const kindOf = (transfer: Transfer, leg: Leg, accounts: AccountIds): LegKind => {
  const { institutionId, currency } = transfer;
  const idOf = (name: AccountName): bigint => {
    const found = accounts.get(accountText({ ...name, institutionId, currency }));
    if (found === undefined) throw new Error(`no ledger account for ${name.kind}`);
    return found;
  };
  return {
    lane: institutionId,
    currency,
    cause: transfer.sourceKind,
    debit: idOf(leg.debit),
    credit: idOf(leg.credit),
  };
};

/** Transfers as arrays for one statement. Throws where an account is not among `accounts`. */
export const batchOf = (drafts: readonly Draft[], accounts: AccountIds): Batch => {
  const kinds: LegKind[] = [];
  const places = new Map<string, number>();
  const legs = drafts.flatMap(({ id, transfer }) =>
    transfer.legs.map((leg, index) => {
      const text = kindText(transfer, leg);
      let kind = places.get(text);
      if (kind === undefined) {
        kind = kinds.push(kindOf(transfer, leg, accounts));
        places.set(text, kind);
      }
      const { amountMinor } = leg;
      return { kind, transferId: id, source: transfer.sourceId, number: index + 1, amountMinor };
    }),
  );
  return { kinds, legs };
};
