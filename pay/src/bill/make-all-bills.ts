import { transactionTime, type Tx } from "@gov/kit/db.ts";
import { newOrderedId } from "@gov/kit/ordered-id.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { findBillers, type Biller } from "#src/biller/biller-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { answerKeys, freeKeys } from "#src/idempotency/answer-all-queries.ts";
import { jsonAnswer, type Answered } from "#src/idempotency/answered.ts";
import type { KeyedRequest } from "#src/idempotency/keyed-request.ts";
import { isTestLane } from "#src/lane/lane.ts";
import { announceBills } from "#src/webhook/announce.ts";
import { insertBills, type DrawnBill } from "./bill-batch-queries.ts";
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

type Drawn = Result<DrawnBill & Readonly<{ answered: Answered }>, BillRefusal>;

type Surroundings = Readonly<{
  billers: ReadonlyMap<string, Biller>;
  publicUrl: string;
  now: Date;
}>;

const draw = (asked: BillAsked, { billers, publicUrl, now }: Surroundings): Drawn => {
  const checked = checkNewBill(asked.bill, billers);
  if (!checked.ok) return checked;
  const row = rowOf(asked, checked.value.institution, now);
  return ok({ bill: asked.bill, row, answered: jsonAnswer(201, billJson(publicUrl, row)) });
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
  const billers = await findBillers(tx, [...new Set(codes)]);
  const now = await transactionTime(tx);
  const drawn = asked.map((one) => draw(one, { billers, publicUrl, now }));
  const fates = await answerKeys(
    tx,
    asked.map(({ request }, index) => {
      const one = drawn[index];
      return { request, answered: one?.ok ? one.value.answered : undefined };
    }),
  );
  const taken = drawn.flatMap((one, index) =>
    one.ok && fates[index]?.kind === "taken" ? [one.value] : [],
  );
  const ids = await insertBills(tx, taken);
  const made = taken.filter(({ row }) => ids.has(row.id)).map(({ row }) => row);
  await announceBills(tx, made, "bill.created");
  const results = drawn.map((one, index): BillMade => {
    const fate = fates[index] ?? { kind: "keyInFlight" };
    if (fate.kind === "replayed") return ok({ answered: fate.answered, replayed: true });
    if (fate.kind === "keyReused" || fate.kind === "keyInFlight") return err(fate.kind);
    if (!one.ok) return one;
    // The key went to another request between two statements: that one is being carried out.
    if (fate.kind === "free") return err("keyInFlight");
    const { answered, row } = one.value;
    return ids.has(row.id) ? ok({ answered, replayed: false }) : err("referenceTaken");
  });
  await freeKeys(
    tx,
    asked
      .filter((_, index) => {
        const result = results[index];
        return result?.ok === false && result.error === "referenceTaken";
      })
      .map(({ request }) => request),
  );
  return results;
};
