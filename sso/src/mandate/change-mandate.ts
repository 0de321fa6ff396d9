import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { endGrantsOf } from "./choice-queries.ts";
import { listDueMandates, lockMandate, saveState } from "./mandate-queries.ts";
import { queueMandateNotices } from "./mandate-notices.ts";
import {
  isDue,
  nextState,
  type Mandate,
  type MandateEvent,
  type Side,
  type StepFailure,
} from "./mandate.ts";
import { writeMandateEvent } from "./write-event.ts";

type Db = Kysely<SsoDatabase>;

export type Step = Readonly<{
  event: MandateEvent;
  side: Side;
  /** The person who does it; null for a registry and the calendar. */
  personId: string | null;
}>;

/**
 * Takes one step of a locked mandate, in the transaction of whoever holds it: state, history,
 * audit, and the end of every grant under it when it stops being active.
 */
export const takeStep = async (
  tx: Db,
  mandate: Mandate,
  { event, side, personId }: Step,
  now: Date,
): Promise<Result<Mandate, StepFailure>> => {
  const next = nextState(mandate, event, side, now);
  if (!next.ok) return next;
  const endedBy =
    next.value === "revoked" && (side === "represented" || side === "representative") ? side : null;
  await saveState(tx, mandate.id, next.value, endedBy);
  if (mandate.state === "active") await endGrantsOf(tx, mandate.id);
  await writeMandateEvent(tx, mandate, { event, side, personId, clientId: null });
  await queueMandateNotices(tx, mandate, event);
  return ok({ ...mandate, state: next.value, endedBy });
};

/** Takes one step of a mandate by its id. Of two steps at once the second sees the first. */
export const changeMandate = async (
  db: Db,
  id: string,
  step: Step,
  now = new Date(),
): Promise<Result<Mandate, StepFailure | "not-found">> =>
  await inTransaction(db, async (tx) => {
    const mandate = await lockMandate(tx, id);
    return mandate ? await takeStep(tx, mandate, step, now) : err("not-found");
  });

const batch = 500;

/** Writes down what the calendar has ended; gives how many mandates. */
export const expireDue = async (db: Db, now = new Date()): Promise<number> => {
  const due = await listDueMandates(db, now, batch);
  let expired = 0;
  for (const id of due) {
    await inTransaction(db, async (tx) => {
      const mandate = await lockMandate(tx, id);
      if (!mandate || !isDue(mandate, now)) return;
      const step = { event: "expire", side: "clock", personId: null } as const;
      if ((await takeStep(tx, mandate, step, now)).ok) expired += 1;
    });
  }
  return expired;
};
