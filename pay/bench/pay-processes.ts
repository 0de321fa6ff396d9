import { once } from "node:events";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { freePort } from "../test/pay-world.ts";
import { cpuMsOf } from "./cpu-time.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
/** Answers the same requests with next to nothing behind it. */
export const floorProgram = fileURLToPath(new URL("floor-server.ts", import.meta.url));
const readyWithinMs = 120_000;

export type PayProcesses = Readonly<{
  ports: readonly number[];
  /** Processor time that all of them have used. */
  cpuMs: () => number;
  close: () => Promise<void>;
}>;

const isReady = async (port: number): Promise<boolean> => {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
};

const startOne = async (environment: Record<string, string>, port: number, program: string) => {
  // A profile of what each process did, where somebody wants one.
  const folder = process.env["CPU_PROFILES"];
  const profile = folder ? ["--cpu-prof", `--cpu-prof-dir=${folder}`] : [];
  const child = spawn(process.execPath, [...profile, program], {
    env: { ...environment, PORT: String(port), PATH: process.env["PATH"] ?? "" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const gone = once(child, "exit");
  const deadline = Date.now() + readyWithinMs;
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`pay ended with ${child.exitCode}`);
    if (Date.now() > deadline) throw new Error("pay does not become ready");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const end = async (): Promise<void> => {
    child.kill("SIGTERM");
    await gone;
  };
  return { pid: child.pid ?? 0, end };
};

/** `pay` as so many processes of its own beside each other, on one database, each on a port. */
export const startPayProcesses = async (
  environment: Record<string, string>,
  count: number,
  program = main,
): Promise<PayProcesses> => {
  const ports: number[] = [];
  const started: Awaited<ReturnType<typeof startOne>>[] = [];
  for (let one = 0; one < count; one += 1) {
    const port = await freePort();
    // One after another: the first one migrates.
    started.push(await startOne(environment, port, program));
    ports.push(port);
  }
  return {
    ports,
    cpuMs: () => started.reduce((sum, { pid }) => sum + cpuMsOf(pid), 0),
    close: async () => void (await Promise.all(started.map(({ end }) => end()))),
  };
};
