import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";

/** What a sandbox remembers: every event it has acknowledged, in order. */
export type Journal<E> = { append(event: E): void; close(): void };

/**
 * Opens an append-only file of JSON lines and replays it. An event is in the system's hands before
 * `append` returns, so a killed sandbox loses nothing it acknowledged. A line that the kill cut
 * short was never acknowledged: it is dropped. Without a file the journal only forgets.
 */
export function openJournal<E>(file: string | undefined, replay: (event: E) => void): Journal<E> {
  if (file === undefined) return { append: () => undefined, close: () => undefined };
  const stored = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  const whole = stored.lastIndexOf(0x0a) + 1;
  for (const line of stored.subarray(0, whole).toString("utf8").split("\n")) {
    if (line !== "") replay(JSON.parse(line, reviveMinorUnits) as E);
  }
  const handle = openSync(file, "a", 0o600);
  ftruncateSync(handle, whole);
  const append = (event: E) => {
    const line = Buffer.from(`${JSON.stringify(event, writeMinorUnits)}\n`);
    let written = 0;
    while (written < line.length) written += writeSync(handle, line, written);
  };
  return { append, close: () => closeSync(handle) };
}

const writeMinorUnits = (_key: string, value: unknown) =>
  typeof value === "bigint" ? value.toString() : value;

const reviveMinorUnits = (key: string, value: unknown) =>
  key.endsWith("Minor") && typeof value === "string" ? BigInt(value) : value;
