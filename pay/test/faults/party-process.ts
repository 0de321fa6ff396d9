import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "../pay-world.ts";

export type PartyProcess = Readonly<{
  url: string;
  kill: () => Promise<void>;
  /** Starts it again at the same address, with all that it acknowledged. */
  start: () => Promise<void>;
  close: () => Promise<void>;
}>;

/** A sandbox as a process of its own that keeps its state in a file. */
export const startPartyProcess = async (
  party: "card" | "esadad",
  environment: Record<string, string>,
): Promise<PartyProcess> => {
  const main = fileURLToPath(new URL(`../../../dev/sandbox/${party}/main.ts`, import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), `${party}-`));
  const port = await freePort();
  const env = {
    ...environment,
    NODE_ENV: "test",
    PORT: String(port),
    STATE_FILE: join(folder, "state.jsonl"),
    PATH: process.env["PATH"] ?? "",
  };
  let kill = async (): Promise<void> => undefined;
  const start = async (): Promise<void> => {
    // The channel ends it with this process, however the test ends.
    const child = spawn(process.execPath, [main], {
      env,
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    const gone = once(child, "exit");
    kill = async () => {
      child.kill("SIGKILL");
      await gone;
    };
    if (!child.stdout) throw new Error("no output to read");
    const said = once(createInterface(child.stdout), "line");
    const ended = gone.then(() => {
      throw new Error(`the ${party} sandbox ended with ${child.exitCode}`);
    });
    await Promise.race([said, ended]);
    ended.catch(() => undefined);
  };
  await start();
  const close = async (): Promise<void> => {
    await kill();
    rmSync(folder, { recursive: true });
  };
  return { url: `http://localhost:${port}`, kill: () => kill(), start, close };
};
