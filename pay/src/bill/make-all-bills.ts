import type { Tx } from "@gov/kit/db.ts";
import { newOrderedId } from "@gov/kit/ordered-id.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { findFates, freeKeys, keyName, type KeyFate } from "#src/idempotency/answer-all-queries.ts";
import { jsonAnswer, type Answered } from "#src/idempotency/answered.ts";
import type { KeyedRequest } from "#src/idempotency/keyed-request.ts";
import { isTestLane } from "#src/lane/lane.ts";
import { announceBills } from "#src/webhook/announce.ts";
import { findSurroundings, insertBills } from "./bill-batch-queries.ts";
import type { DrawnBill, Surroundings } from "./bill-batch-queries.ts";
import { billJson } from "./bill-json.ts";
import {
  askedColumns,
  checkNewBill,
  type BillRefusal,
  type BillRow,
  type NewBill,
} from "./bill.ts";
import { newBillingNumber } from "./billing-number.ts";

/** A caller asks for a bill under a key. */
export type BillAsked = Readonly<{ request: KeyedRequest; bill: NewBill }>;
export type MakeRefusal = BillRefusal | "referenceTaken" | "keyReused" | "keyInFlight";
/** The answer, and whether it was given before under the same key. */
export type BillMade = Result<Readonly<{ answered: Answered; replayed: boolean }>, MakeRefusal>;

const rowOf = ({ request, bill }: BillAsked, institutionId: string, now: Date): BillRow => ({
  institution_id: institutionId,
  id: newOrderedId(),
  client_id: request.clientId,
  billing_number: newBillingNumber(),
  ...askedColumns(bill),
  kind: "bill",
  live: !isTestLane(institutionId),
  status: "open",
  claimed_by: null,
  paid_minor: 0n,
  created_at: now,
  updated_at: now,
  paid_at: null,
  cancelled_at: null,
  expired_at: null,
});

type Drawn = Result<DrawnBill, BillRefusal>;

const draw = (asked: BillAsked, publicUrl: string, { billers, now }: Surroundings): Drawn => {
  const checked = checkNewBill(asked.bill, billers);
  if (!checked.ok) return checked;
  const row = rowOf(asked, checked.value.institution, now);
  return ok({ ...asked, row, answered: jsonAnswer(201, billJson(publicUrl, row)) });
};

/** What a request gets whose key this transaction did not take. */
const withoutKey = (one: Drawn, fate: KeyFate | undefined): BillMade => {
  if (fate?.kind === "replayed") return ok({ answered: fate.answered, replayed: true });
  if (fate?.kind === "keyReused" || fate?.kind === "keyInFlight") return err(fate.kind);
  // The key went to another request between two statements: that one is being carried out.
  return one.ok ? err("keyInFlight") : one;
};

/**
 * Makes bills and stores the answers under their callers' keys, any number in one transaction and
 * a handful of statements. Each key stands here once. What cannot be made is refused by itself and
 * leaves nothing, its key included.
 */
export const makeAllBills = async (
  tx: Tx<PayDatabase>,
  publicUrl: string,
  asked: readonly BillAsked[],
): Promise<BillMade[]> => {
  const codes = asked.flatMap(({ bill }) => [bill, ...bill.splits].map((one) => one.billerCode));
  const clients = asked.map(({ request }) => request.clientId);
  const around = await findSurroundings(tx, [...new Set(codes)], [...new Set(clients)]);
  const all = asked.map((one) => ({ request: one.request, drawn: draw(one, publicUrl, around) }));
  const drawable = all.flatMap(({ drawn }) => (drawn.ok ? [drawn.value] : []));
  const taken = await insertBills(tx, drawable);
  const made = drawable.filter(({ row }) => taken.get(row.id) === true).map(({ row }) => row);
  const told = made.filter((row) => around.listeners.has(row.client_id));
  await announceBills(tx, told, "bill.created");
  const unmade = drawable.filter(({ row }) => taken.get(row.id) === false);
  await freeKeys(
    tx,
    unmade.map(({ request }) => request),
  );
  const untaken = all.filter(({ drawn }) => !drawn.ok || !taken.has(drawn.value.row.id));
  const fates = await findFates(
    tx,
    untaken.map(({ request }) => request),
  );
  return all.map(({ request, drawn }): BillMade => {
    const isMade = drawn.ok ? taken.get(drawn.value.row.id) : undefined;
    if (!drawn.ok || isMade === undefined) return withoutKey(drawn, fates.get(keyName(request)));
    // Its key is free again.
    if (!isMade) return err("referenceTaken");
    return ok({ answered: drawn.value.answered, replayed: false });
  });
};
