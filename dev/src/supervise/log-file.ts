import { existsSync, mkdirSync, openSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";

const KEPT = 3;

/** Opens a fresh `name.log` for appending; earlier ones become `.1`, `.2` and `.3`. */
export function openLogFile(folder: string, name: string): { path: string; fd: number } {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.log`);
  for (let age = KEPT; age >= 1; age -= 1) {
    const from = age === 1 ? path : `${path}.${age - 1}`;
    if (existsSync(from)) renameSync(from, `${path}.${age}`);
  }
  return { path, fd: openSync(path, "a", 0o600) };
}

/** The last lines of a log, to show beside a failure. */
export function readLogTail(path: string, lines = 12): string {
  const text = existsSync(path) ? readFileSync(path, "utf8").trim() : "";
  return text.split("\n").slice(-lines).join("\n  ");
}
