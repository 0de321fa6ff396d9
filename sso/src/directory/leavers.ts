import { inTransaction } from "@gov/kit/db.ts";
import type { Kysely } from "kysely";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { applyAct } from "./apply-act.ts";
import { listLeavers } from "./directory-queries.ts";
import { holdEmployee } from "./perform-act.ts";
import { expireRequests } from "./request-queries.ts";
import { sweepSetUps } from "./set-up-queries.ts";

const batch = 500;
const origin = { actor: "directory-calendar" };

const endOne = async (db: Kysely<SsoDatabase>, staffId: string): Promise<number> =>
  await inTransaction(db, async (tx) => {
    const held = await holdEmployee(tx, staffId);
    // Somebody may have taken the day back since it was looked up.
    const due = held && (await listLeavers(tx, batch)).includes(staffId);
    if (!due) return 0;
    await applyAct(tx, held.employee, { wish: { act: "leave" }, to: "left", origin });
    return 1;
  });

/**
 * What time does to the directory: accounts end with the last day of work, requests that nobody
 * decided lapse, set-up codes run out. Safe to run again and by several; gives how much it did.
 */
export const keepDirectory = async (db: Kysely<SsoDatabase>): Promise<number> => {
  let done = 0;
  for (const staffId of await listLeavers(db, batch)) done += await endOne(db, staffId);
  const lapsed = await inTransaction(db, async (tx) => {
    const about = await expireRequests(tx, batch);
    for (const personId of about) {
      await recordEvent(tx, { event: "staff.request-expired", personId, ...origin });
    }
    return about.length;
  });
  return done + lapsed + (await sweepSetUps(db, batch));
};
