import { readFileSync } from "node:fs";
import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";

/** Linux counts the time of processes in hundredths of a second. */
const tickMs = 10;

type Times = Readonly<{ parent: number; ownMs: number; endedChildrenMs: number }>;

const timesOf = (pid: number | "self"): Times | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name may hold spaces; what follows its bracket does not.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const at = (place: number): number => Number(fields[place - 3]);
    const ownMs = (at(14) + at(15)) * tickMs;
    return { parent: at(4), ownMs, endedChildrenMs: (at(16) + at(17)) * tickMs };
  } catch {
    return undefined;
  }
};

/** Processor time that a process has used; 0 where the system does not tell. */
export const cpuMsOf = (pid: number): number => timesOf(pid)?.ownMs ?? 0;

/** Of this process's children that have ended, e.g. pgbench. */
export const endedChildrenCpuMs = (): number => timesOf("self")?.endedChildrenMs ?? 0;

/** Of the whole PostgreSQL server, what its ended connections used included. */
export const postgresCpuMs = async (db: Database<PayDatabase>): Promise<number> => {
  const { rows } = await sql<{ pid: number; own: boolean }>`
    select pid, pid = pg_backend_pid() as own from pg_stat_activity`.execute(db);
  const own = rows.find((row) => row.own);
  const postmaster = timesOf(timesOf(own?.pid ?? 0)?.parent ?? 0);
  if (!postmaster) return 0;
  const living = rows.reduce((sum, { pid }) => sum + cpuMsOf(pid), 0);
  return living + postmaster.ownMs + postmaster.endedChildrenMs;
};
