import { sql } from "kysely";
import type { BoundTokens } from "@gov/kit/access-token.ts";
import { sha256 } from "@gov/kit/crypto.ts";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";

/** Notes a proof in the database all processes share; false where any of them saw it before. */
export const rememberProof =
  (db: Database<PayDatabase>): BoundTokens["useOnce"] =>
  async ({ id, forgetAt }) => {
    const { numAffectedRows } = await sql`
      insert into used_proof (id_hash, forget_at) values (${sha256(id)}, ${forgetAt})
      on conflict do nothing`.execute(db);
    return numAffectedRows === 1n;
  };

/** Forgets proofs that are too old to be taken anyway, at most `limit` at a time. */
export const sweepProofs = async (db: Database<PayDatabase>, limit: number): Promise<void> => {
  await sql`
    delete from used_proof where id_hash in
      (select id_hash from used_proof where forget_at < now() limit ${limit})`.execute(db);
};
