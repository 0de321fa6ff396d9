import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely, Transaction } from "kysely";
import type { Person } from "#src/account/account.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { findMeans, lockFactors } from "#src/factor/factor-queries.ts";
import { canSignIn } from "#src/factor/factor.ts";

type Tx = Transaction<SsoDatabase>;

/**
 * Removes a factor in a transaction that is undone where the person could not sign in any more.
 * Changes of one person's factors wait for each other, so that two at once cannot take the last
 * two ways away.
 */
export const removeFactor = async (
  db: Kysely<SsoDatabase>,
  person: Pick<Person, "id" | "kind">,
  remove: (tx: Tx) => Promise<void>,
): Promise<Result<void, "last-way">> => {
  const tx = await db.startTransaction().execute();
  try {
    await lockFactors(tx, person.id);
    const couldBefore = canSignIn(await findMeans(tx, person));
    await remove(tx);
    if (couldBefore && !canSignIn(await findMeans(tx, person))) {
      await tx.rollback().execute();
      return err("last-way");
    }
    await tx.commit().execute();
    return ok(undefined);
  } catch (error) {
    if (!tx.isCommitted && !tx.isRolledBack) await tx.rollback().execute();
    throw error;
  }
};

/** Adds a factor, in turn with other changes of the same person's. */
export const addFactor = async <T>(
  db: Kysely<SsoDatabase>,
  person: Pick<Person, "id">,
  add: (tx: Tx) => Promise<T>,
): Promise<T> =>
  await inTransaction(db, async (tx) => {
    await lockFactors(tx, person.id);
    return await add(tx);
  });
