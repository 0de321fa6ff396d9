import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const readyWithinMs = 60_000;

export type PayProcess = Readonly<{
  pid: number;
  kill: () => Promise<void>;
  lives: () => boolean;
}>;

const isReady = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(1_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
};

/** Runs `pay` as a process of its own, with options of Node's, and waits until it serves. */
export const startPayProcess = async (
  environment: Record<string, string>,
  nodeOptions: readonly string[] = [],
): Promise<PayProcess> => {
  const child: ChildProcess = spawn(process.execPath, [...nodeOptions, main], {
    env: { ...environment, PATH: process.env["PATH"] ?? "" },
    // The channel ends it with this process, however the test ends.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const gone = once(child, "exit");
  const deadline = Date.now() + readyWithinMs;
  while (!(await isReady(environment["PUBLIC_URL"] ?? ""))) {
    if (child.exitCode !== null) throw new Error(`pay ended with ${child.exitCode}`);
    if (Date.now() > deadline) throw new Error("pay does not become ready");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    pid: child.pid ?? 0,
    lives: () => child.exitCode === null && child.signalCode === null,
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
};
