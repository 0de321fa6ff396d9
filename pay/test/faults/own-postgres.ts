import pg from "pg";
import { startPostgres } from "../../../dev/src/postgres.ts";
import { startTestPostgres } from "../../../dev/src/test-postgres.ts";

export type OwnPostgres = Readonly<{
  url: string;
  /** kill -9 of the postmaster and of every process of its own, together. */
  kill: () => Promise<void>;
  /** Starts it again on its files: it recovers what was acknowledged. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
}>;

// What is acknowledged has been written. That it also reached the disk matters when the machine
// dies; here processes do, and recovery is seconds shorter without.
const settings = { max_connections: "100", synchronous_commit: "on", fsync: "off" };

/** A PostgreSQL that no other test shares, to be killed. */
export const startOwnPostgres = async (): Promise<OwnPostgres> => {
  const { url, port, dataDir, pid, stop } = await startTestPostgres(settings);
  let postmaster = pid;
  const kill = async (): Promise<void> => {
    const control = new pg.Client({ connectionString: url });
    control.on("error", () => undefined);
    await control.connect();
    // Stopped first, so that nothing is born between the look and the kill.
    process.kill(postmaster, "SIGSTOP");
    const { rows } = await control.query<{ pid: number }>("select pid from pg_stat_activity");
    for (const one of [postmaster, ...rows.map((row) => row.pid)]) process.kill(one, "SIGKILL");
    await control.end().catch(() => undefined);
  };
  const start = async (): Promise<void> => {
    ({ pid: postmaster } = await startPostgres({ dataDir, port, settings }));
  };
  return { url, kill, start, stop };
};
