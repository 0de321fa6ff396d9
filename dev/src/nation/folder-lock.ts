import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartFailure } from "../start-failure.ts";

/**
 * Takes a data folder for this process, so that two launchers never serve the same one.
 * Gives the function that lets it go.
 */
export function lockDataFolder(dataDir: string): () => void {
  const file = join(dataDir, "launcher.pid");
  try {
    mkdirSync(dataDir, { recursive: true });
    const holder = readHolder(file);
    if (holder !== undefined && holder !== process.pid && isLauncher(holder)) {
      throw new StartFailure(
        `The nation in ${dataDir} is already running (process ${holder}). Stop it with Ctrl-C ` +
          "there, or start a second one with --data DIR and --port-base N.",
      );
    }
    writeFileSync(file, `${process.pid}\n`);
  } catch (error) {
    throw explain(error, dataDir);
  }
  return () => rmSync(file, { force: true });
}

function readHolder(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

// A process id comes round again: where the system tells, only a Node process counts.
function isLauncher(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("node");
  } catch {
    return true;
  }
}

function explain(error: unknown, dataDir: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOSPC") {
    return new StartFailure(`The disk of ${dataDir} is full. Free some space and start again.`);
  }
  if (code === "EACCES" || code === "EROFS" || code === "ENOTDIR") {
    return new StartFailure(
      `The folder ${dataDir} cannot be written. Name another one with --data DIR.`,
    );
  }
  return error;
}
