import { CompiledQuery, Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import { isStalePlan, preparedPool } from "./prepared-pool.ts";

// int8 is money and counters: bigint, never a number that loses units, never text.
pg.types.setTypeParser(pg.types.builtins.INT8, BigInt);

export type Database<DB> = Kysely<DB>;
export type Tx<DB> = Transaction<DB>;

/**
 * A pool bounded in size and time behind Kysely. `max` connections (16 measured best); `prepared`
 * statements are planned once (see `preparedPool`).
 */
export const openDatabase = <DB>(
  url: string,
  options: { max?: number; prepared?: boolean } = {},
): Kysely<DB> => {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 16,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  });
  // An idle connection that breaks (a restart of PostgreSQL) is replaced by the pool.
  pool.on("error", () => undefined);
  // One that breaks in the hands of its holder fails the holder's next query, not the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const dialect = new PostgresDialect({ pool: options.prepared ? preparedPool(pool) : pool });
  return new Kysely<DB>({ dialect });
};

const retryable = new Set(["40001", "40P01"]);
const maxAttempts = 5;

/** PostgreSQL's code of an error (`23505`, …), or undefined for any other error. */
export const sqlState = (error: unknown): string | undefined =>
  error instanceof pg.DatabaseError ? error.code : undefined;

/** The constraint that refused, where one did. */
export const violatedConstraint = (error: unknown): string | undefined =>
  error instanceof pg.DatabaseError ? error.constraint : undefined;

/**
 * Runs `work` in one transaction and commits. A serialization failure, a deadlock or a plan
 * that a migration made stale runs it again, at most five times: `work` must have no effect outside the transaction.
 */
export const inTransaction = async <DB, T>(
  db: Kysely<DB>,
  work: (tx: Transaction<DB>) => Promise<T>,
  options: { isolation?: "read committed" | "repeatable read" | "serializable" } = {},
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db
        .transaction()
        .setIsolationLevel(options.isolation ?? "read committed")
        .execute(work);
    } catch (error) {
      const again = retryable.has(sqlState(error) ?? "") || isStalePlan(error);
      if (attempt >= maxAttempts || !again) throw error;
    }
  }
};

/** Answers when the database does; for `/health/ready`. */
export const pingDatabase = async <DB>(db: Kysely<DB>): Promise<void> => {
  await db.executeQuery(CompiledQuery.raw("select 1"));
};
