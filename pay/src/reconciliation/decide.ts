import { inTransaction, type Tx } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { checkedTransfer, type Transfer } from "#src/ledger/ledger.ts";
import { postTransfer } from "#src/ledger/ledger-queries.ts";
import {
  differencesOf,
  journalOf,
  resolutionsFor,
  type BreakEvent,
  type Resolution,
} from "./break.ts";
import { factsOf, lockBreak, setProposal, stepBreak, type BreakRow } from "./break-queries.ts";
import { insertEntries, type NewEntry } from "./entry-queries.ts";
import { putDue } from "./group-queries.ts";
import { reportDayOf } from "./report.ts";
import type { Reconciliation } from "./reconciliation.ts";

/**
 * unknownBreak: there is none. decided: somebody was faster, or it changed. notOffered: this may
 * not be done about it. byOneself: who proposed it may not accept it.
 */
export type DecideError = "unknownBreak" | "decided" | "notOffered" | "byOneself";
export type Decided = Result<BreakRow, DecideError>;

type By = Readonly<{ by: string; note: string }>;

const step = async (
  deps: PayDeps,
  id: string,
  work: (tx: Tx<PayDatabase>, row: BreakRow) => Promise<Result<undefined, DecideError>>,
): Promise<Decided> =>
  await inTransaction(deps.db, async (tx): Promise<Decided> => {
    const row = await lockBreak(tx, id);
    if (!row) return err("unknownBreak");
    const done = await work(tx, row);
    if (!done.ok) return done;
    return ok((await lockBreak(tx, id)) ?? row);
  });

const take = async (
  tx: Tx<PayDatabase>,
  row: BreakRow,
  event: BreakEvent,
  { by, note }: By,
): Promise<Result<undefined, DecideError>> => {
  const words = note === "" ? undefined : note;
  return (await stepBreak(tx, row, { event, actor: by, note: words }))
    ? ok(undefined)
    : err("decided");
};

/** One person proposes what is to be posted. */
export const proposeJournal = (
  { deps }: Reconciliation,
  id: string,
  proposal: By & Readonly<{ resolution: Resolution }>,
): Promise<Decided> =>
  step(deps, id, async (tx, row) => {
    if (
      !resolutionsFor({ class: row.class, billerCode: row.biller_code }).includes(
        proposal.resolution,
      )
    ) {
      return err("notOffered");
    }
    if (row.status !== "open") return err("decided");
    await setProposal(tx, id, proposal);
    return await take(tx, row, "proposed", proposal);
  });

/** Nothing is posted: somebody looked, and says what is waited for. */
export const watchBreak = ({ deps }: Reconciliation, id: string, said: By): Promise<Decided> =>
  step(deps, id, (tx, row) => take(tx, row, "watched", said));

/** Who proposed it takes it back; anybody else rejects it. */
export const dropProposal = ({ deps }: Reconciliation, id: string, said: By): Promise<Decided> =>
  step(deps, id, (tx, row) =>
    take(tx, row, row.proposed_by === said.by ? "withdrawn" : "rejected", said),
  );

const transfersOf = (row: BreakRow, resolution: Resolution): Transfer[] =>
  journalOf(factsOf(row), resolution).map(({ currency, legs }) =>
    checkedTransfer({
      institutionId: row.institution_id,
      sourceKind: "breakAccepted",
      sourceId: `${row.id}/${currency}`,
      currency,
      legs,
    }),
  );

/** What was posted stands beside the rail's lines from now on, like any other of our movements. */
const entriesOf = (
  { dayEndsAtMinutes }: Reconciliation,
  row: BreakRow,
  posted: readonly Readonly<{ transfer: Transfer; id: string }>[],
): NewEntry[] => {
  const now = new Date();
  return differencesOf(factsOf(row)).map(({ amountMinor, currency }) => ({
    rail: row.rail,
    source: `break/${row.id}/${currency}`,
    party: row.party,
    day: reportDayOf(now, dayEndsAtMinutes),
    order_key: row.order_key,
    reference: "",
    direction: row.direction,
    currency,
    amount_minor: row.class === "fee" ? 0n : amountMinor,
    fee_minor: row.class === "fee" ? amountMinor : 0n,
    corrects: row.class,
    institution_id: row.institution_id,
    charge_id: row.charge_id,
    biller_code: row.biller_code,
    transfer_id: posted.find(({ transfer }) => transfer.currency === currency)?.id ?? null,
    posted_at: now,
  }));
};

/** Another person accepts: only now it is posted. */
export const acceptProposal = (
  reconciliation: Reconciliation,
  id: string,
  said: By,
): Promise<Decided> =>
  step(reconciliation.deps, id, async (tx, row) => {
    if (row.status !== "proposed" || row.resolution === null) return err("decided");
    if (row.proposed_by === said.by) return err("byOneself");
    const posted = [];
    for (const transfer of transfersOf(row, row.resolution)) {
      posted.push({ transfer, id: await postTransfer(tx, transfer) });
    }
    await insertEntries(tx, entriesOf(reconciliation, row, posted));
    await putDue(tx, [row]);
    return await take(tx, row, "accepted", said);
  });
