import { sql, type Kysely, type RawBuilder } from "kysely";
import type { SsoDatabase } from "./db-types.ts";

/**
 * Deletes rows of a table that have ended, at most `limit`; gives how many. It passes over rows
 * that somebody holds, so that nobody waits for it and it for nobody.
 */
export const deleteEnded = async (
  db: Kysely<SsoDatabase>,
  table: keyof SsoDatabase,
  ended: RawBuilder<unknown>,
  limit: number,
): Promise<number> => {
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where ctid = any(array(
      select ctid from ${sql.table(table)} where ${ended}
        limit ${limit} for update skip locked))`.execute(db);
  return Number(numAffectedRows ?? 0n);
};
