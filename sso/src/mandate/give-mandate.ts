import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import { findAccountByNationalId } from "#src/account/account-queries.ts";
import type { Account } from "#src/account/account.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { periodOf, type Gift } from "./give-form.ts";
import { insertMandate } from "./mandate-queries.ts";
import { queueMandateNotices } from "./mandate-notices.ts";
import { isOfAge } from "./person-queries.ts";
import { writeMandateEvent } from "./write-event.ts";

export type GiveFailure =
  | "giver-unproved"
  | "no-account"
  | "under-age"
  | "giver-under-age"
  | "already-given";

const answerDays = 30;

/** Whom a power of attorney can be given to: someone of age who has an account. */
export const findRepresentative = async (
  db: Kysely<SsoDatabase>,
  giver: Account,
  nationalId: string,
): Promise<Result<Account, GiveFailure>> => {
  if (giver.proofing === "pending") return err("giver-unproved");
  if (!(await isOfAge(db, giver.id))) return err("giver-under-age");
  const representative = await findAccountByNationalId(db, nationalId);
  const proved = representative?.proofing !== "pending";
  if (representative?.status !== "active" || !proved) return err("no-account");
  return (await isOfAge(db, representative.id)) ? ok(representative) : err("under-age");
};

/**
 * Gives a power of attorney: it waits for the representative's answer, a month at most and not
 * beyond its own end.
 */
export const giveMandate = async (
  db: Kysely<SsoDatabase>,
  giver: Account,
  gift: Gift,
  now = new Date(),
): Promise<Result<{ id: string; representative: Account }, GiveFailure>> => {
  const found = await findRepresentative(db, giver, gift.nationalId);
  if (!found.ok) return found;
  const { from, until } = periodOf(gift, now);
  const mandate = {
    kind: "attorney",
    representativeId: found.value.id,
    representedNumber: giver.nationalId,
    representedName: giver.name,
    role: "attorney",
    services: gift.services,
    state: "proposed",
    validFrom: from,
    validUntil: until,
    answerUntil: new Date(Math.min(now.getTime() + answerDays * 86_400_000, until.getTime())),
    checkedAt: null,
  } as const;
  const id = await inTransaction(db, async (tx) => {
    const inserted = await insertMandate(tx, mandate);
    if (inserted === undefined) return undefined;
    await writeMandateEvent(
      tx,
      { ...mandate, id: inserted },
      { event: "propose", side: "represented", personId: giver.id, clientId: null },
    );
    await queueMandateNotices(tx, { ...mandate, id: inserted, endedBy: null }, "propose");
    return inserted;
  });
  return id === undefined ? err("already-given") : ok({ id, representative: found.value });
};
