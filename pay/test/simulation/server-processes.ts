import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The processes of PostgreSQL that carry out this simulation's statements, on this machine. */
export type ServerProcesses = Readonly<{
  /** It stops where it is, or goes on; the end of this process lets all go on. */
  keepStill: (pid: number, stands: boolean) => void;
}>;

const standing = new Set<number>();
process.on("exit", () => {
  for (const pid of standing) process.kill(pid, "SIGCONT");
});

const keepStill = (pid: number, stands: boolean): void => {
  process.kill(pid, stands ? "SIGSTOP" : "SIGCONT");
  if (stands) standing.add(pid);
  else standing.delete(pid);
};

/**
 * False while it runs or is about to: then it waits for no lock. Asking the system for that costs a
 * tenth of asking PostgreSQL, and most statements that take long only wait for a processor.
 */
export const isAtRest = (pid: number): boolean => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.at(stat.lastIndexOf(")") + 2) !== "R";
  } catch {
    // A system that does not tell: PostgreSQL is asked.
    return true;
  }
};

/** Only processes whose title names our database are ever stopped: the server may be elsewhere. */
const areOurs = (pids: readonly number[], database: string): boolean => {
  const { stdout } = spawnSync("ps", ["-o", "args=", "-p", pids.join()], { encoding: "utf8" });
  const titles = (stdout ?? "").split("\n").filter((title) => title.includes(database));
  return titles.length === pids.length;
};

/** The core that the command gave this worker, where it gave one. */
const core = process.env["SIMULATION_CORE"];

/**
 * Takes the processes over. On one core with their worker they wake each other without waking
 * another core, which costs more than most statements.
 */
export const takeOver = (pids: readonly number[], database: string): ServerProcesses => {
  if (!areOurs(pids, database)) {
    throw new Error(
      "the simulation needs a PostgreSQL on this machine, whose processes it may stop",
    );
  }
  if (core !== undefined) {
    for (const pid of pids) spawnSync("taskset", ["-c", "-p", core, String(pid)]);
  }
  return { keepStill };
};

/** Words before a program that keep it on a core; none where this system has no such program. */
export const onCore = (number: number): readonly string[] =>
  spawnSync("taskset", ["--version"]).status === 0 ? ["taskset", "-c", String(number)] : [];
