import { inTransaction, type Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { changesOf } from "./break-changes.ts";
import { insertBreaks, setFound, stepBreak, type NewBreak, type Place } from "./break-queries.ts";
import {
  groupText,
  listGroupEntries,
  listGroupLines,
  lockBreaksOf,
  takeDue,
  type EntryRow,
  type GroupKey,
  type StandingBreak,
} from "./group-queries.ts";
import { judge, type Finding, type IsRead } from "./judge.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { listReadDays } from "./report-queries.ts";

const pageKeys = 1_000;

const placeOf = (key: GroupKey, entries: readonly EntryRow[], treasury: string): Place => {
  const own = entries.find(({ corrects }) => corrects === null) ?? entries[0];
  return {
    ...key,
    lane: own?.institution_id ?? treasury,
    chargeId: own?.charge_id ?? null,
    billerCode: own?.biller_code ?? null,
  };
};

const standingOf = (row: StandingBreak) => ({
  id: row.id,
  class: row.class,
  reported: { amountMinor: row.reported_minor, currency: row.reported_currency },
  booked: { amountMinor: row.booked_minor, currency: row.booked_currency },
});

const isOpen = ({ status }: StandingBreak): boolean => status === "open" || status === "proposed";

const applyFindings = async (
  tx: Tx<PayDatabase>,
  place: Place,
  breaks: readonly StandingBreak[],
  findings: readonly Finding[],
): Promise<NewBreak[]> => {
  const open = breaks.filter(isOpen);
  const wasLate = breaks.some((one) => one.class === "timing" || one.status === "resolvedByItself");
  const changes = changesOf(open.map(standingOf), findings, { wasLate });
  const byId = new Map(open.map((one) => [one.id, one]));
  // What ends goes first: of one kind only one may stand open.
  for (const id of changes.resolve) {
    const row = byId.get(id);
    if (row) await stepBreak(tx, row, { event: "resolved" });
  }
  for (const { id, finding } of changes.change) {
    const row = byId.get(id);
    if (row) await stepBreak(tx, row, { event: "changed", note: finding.class });
    await setFound(tx, id, place, finding);
  }
  return [...changes.open, ...changes.over].map((found) => ({
    at: place,
    found,
    over: found.over,
  }));
};

const comparePage = async ({ treasury }: Reconciliation, tx: Tx<PayDatabase>): Promise<number> => {
  const keys = await takeDue(tx, pageKeys);
  if (keys.length === 0) return 0;
  // Seen before the rows: a report that begins to count now makes all of it due again.
  const read = await listReadDays(tx);
  const lines = Map.groupBy(await listGroupLines(tx, keys), groupText);
  const entries = Map.groupBy(await listGroupEntries(tx, keys), groupText);
  const breaks = Map.groupBy(await lockBreaksOf(tx, keys), groupText);
  const opened: NewBreak[] = [];
  for (const key of keys) {
    const name = groupText(key);
    const own = entries.get(name) ?? [];
    const isRead: IsRead = (party, day) => read.has(`${key.rail}/${party}/${day}`);
    const group = { direction: key.direction, lines: lines.get(name) ?? [], entries: own };
    const findings = judge(group, isRead);
    const standing = breaks.get(name) ?? [];
    if (findings.length === 0 && !standing.some(isOpen)) continue;
    opened.push(...(await applyFindings(tx, placeOf(key, own, treasury), standing, findings)));
  }
  await insertBreaks(tx, opened);
  return keys.length;
};

/**
 * Compares whatever changed since the last time, page by page, each in one transaction with what
 * came of it: a crash leaves whole pages, and the rest is compared by whoever comes next.
 */
export const compareDue = async (reconciliation: Reconciliation): Promise<void> => {
  const { db } = reconciliation.deps;
  for (;;) {
    const compared = await inTransaction(db, (tx) => comparePage(reconciliation, tx));
    if (compared === 0 || reconciliation.isClosed?.()) return;
  }
};
