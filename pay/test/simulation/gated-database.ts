import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import pg from "pg";
// Sets how PostgreSQL's numbers are read.
import "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Generation, Scheduler } from "./scheduler.ts";

export type GatedDatabase = Readonly<{
  db: Kysely<PayDatabase>;
  /** PostgreSQL's processes that serve it. */
  pids: () => number[];
  destroy: () => Promise<void>;
}>;

type Connection = { client: pg.PoolClient; pid: number };

const pidOf = (client: pg.PoolClient): number =>
  (client as unknown as { processID: number }).processID;

const firstWords = (text: string): string => text.trim().split(/\s+/, 3).join(" ");

/** The database of one process, each of whose calls is a step of the scheduler. */
export const openGatedDatabase = (
  url: string,
  scheduler: Scheduler,
  owner: Generation,
  max: number,
): GatedDatabase => {
  const pool = new pg.Pool({ connectionString: url, max, idleTimeoutMillis: 0 });
  pool.on("error", () => undefined);
  const known = new Set<pg.PoolClient>();
  let out = 0;

  const gated = ({ client, pid }: Connection): PostgresPoolClient => {
    const query = (text: unknown, values: readonly unknown[]) =>
      scheduler.pass(firstWords(String(text)), () => client.query(String(text), [...values]), {
        owner,
        pid: () => pid,
      });
    const release = (): void => {
      out -= 1;
      if (!owner.dead) client.release();
    };
    return { query, release } as unknown as PostgresPoolClient;
  };

  const connect = async (): Promise<PostgresPoolClient> =>
    await scheduler.pass(
      "connect",
      async () => {
        out += 1;
        const client = await pool.connect();
        if (!known.has(client)) client.on("error", () => undefined);
        known.add(client);
        return gated({ client, pid: pidOf(client) });
      },
      { owner, ready: () => out < max },
    );

  const gatedPool: PostgresPool = { connect, end: async () => undefined, options: {} };
  return {
    db: new Kysely<PayDatabase>({ dialect: new PostgresDialect({ pool: gatedPool }) }),
    pids: () => [...known].map(pidOf),
    destroy: async () => {
      // What a dead process had taken out is never given back: its sockets are closed.
      const sockets = [...known].map(
        (client) => client as unknown as { connection: { stream: { destroy: () => void } } },
      );
      for (const socket of sockets) socket.connection.stream.destroy();
    },
  };
};
