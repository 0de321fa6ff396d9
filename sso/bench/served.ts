import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";

/** A service in a process of its own. */
export type Served = Readonly<{
  url: string;
  databaseUrl: string;
  /** Processor time it has used, in milliseconds (Linux counts in hundredths of a second). */
  cpuMs: () => number;
  /** The next code sent to a phone. */
  codeFor: (phone: string) => Promise<string>;
  /** Sweeps once; gives how many rows went. */
  sweep: () => Promise<number>;
  close: () => Promise<void>;
}>;

type Ready = { url: string; databaseUrl?: string };
type Told = Ready | { phone: string; code: string } | { swept: number };

const cpuMsOf = ({ pid }: ChildProcess): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

export const serve = async (program: string, ...words: string[]): Promise<Served> => {
  // A profile of what each process did, where somebody wants one.
  const folder = process.env["CPU_PROFILES"];
  const execArgv = folder ? ["--cpu-prof", `--cpu-prof-dir=${folder}`] : [];
  const child = fork(new URL(program, import.meta.url), words, { execArgv });
  const codes = new Map<string, string>();
  const waiting = new Map<string, (code: string) => void>();
  const ready = Promise.withResolvers<Ready>();
  let swept = Promise.withResolvers<number>();
  child.on("message", (told: Told) => {
    if ("url" in told) return ready.resolve(told);
    if ("swept" in told) return swept.resolve(told.swept);
    const waits = waiting.get(told.phone);
    waiting.delete(told.phone);
    if (waits) waits(told.code);
    else codes.set(told.phone, told.code);
  });
  child.once("exit", (code) => ready.reject(new Error(`${program} ended with ${code}`)));
  const { url, databaseUrl = "" } = await ready.promise;
  return {
    url,
    databaseUrl,
    cpuMs: () => cpuMsOf(child),
    codeFor: async (phone) => {
      const code = codes.get(phone);
      codes.delete(phone);
      return code ?? (await new Promise((resolve) => void waiting.set(phone, resolve)));
    },
    sweep: async () => {
      swept = Promise.withResolvers<number>();
      child.send("sweep");
      return await swept.promise;
    },
    close: async () => {
      const gone = once(child, "exit");
      child.disconnect();
      await gone;
    },
  };
};
