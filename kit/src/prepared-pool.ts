import pg from "pg";
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";

/** Statements that a process prepares; texts beyond these are planned each time. */
const maxNames = 500;
/** A text that came so often comes again. */
const oftenEnough = 3;
const longestText = 20_000;

/** The name of a statement's text, once it has come often enough. */
const createNames = (): ((text: string) => string | undefined) => {
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  return (text) => {
    const name = names.get(text);
    if (name !== undefined || names.size >= maxNames || text.length > longestText) return name;
    const count = (counts.get(text) ?? 0) + 1;
    // Texts that differ each time must not be kept for ever.
    if (counts.size > 4 * maxNames) counts.clear();
    counts.set(text, count);
    if (count < oftenEnough) return undefined;
    counts.delete(text);
    names.set(text, `kit_${names.size}`);
    return names.get(text);
  };
};

/**
 * A table that a prepared statement reads has changed since. It is refused once on each
 * connection and prepared anew.
 */
export const isStalePlan = (error: unknown): boolean =>
  error instanceof pg.DatabaseError &&
  error.code === "0A000" &&
  error.message.includes("cached plan must not change result type");

const preparing = (
  client: pg.PoolClient,
  nameOf: (text: string) => string | undefined,
): PostgresPoolClient => {
  let generation = 0;
  const query = async <R>(
    text: string,
    values: readonly unknown[],
  ): Promise<PostgresQueryResult<R>> => {
    const name = values.length > 0 ? nameOf(text) : undefined;
    const named = name === undefined ? {} : { name: `${name}_${generation}` };
    try {
      const done = await client.query({ text, values: [...values], ...named });
      return done as unknown as PostgresQueryResult<R>;
    } catch (error) {
      if (isStalePlan(error)) generation += 1;
      throw error;
    }
  };
  return {
    query: query as PostgresPoolClient["query"],
    release: (destroy) => client.release(destroy),
  };
};

/**
 * The pool for Kysely, with statements that come again prepared: parsed and planned once on each
 * connection. A pooler between here and PostgreSQL must keep named statements.
 */
export const preparedPool = (pool: pg.Pool): PostgresPool => {
  const nameOf = createNames();
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect();
      const known = clients.get(client) ?? preparing(client, nameOf);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
};
