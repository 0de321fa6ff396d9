import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startNation } from "@gov/dev/nation.ts";
import { readRecord, type NationRecord } from "@gov/dev/nation/record.ts";

export type OpenNation = NationRecord & Readonly<{ close: () => Promise<void> }>;

/**
 * The whole nation with its seeds, on free ports, in a folder of its own that is removed. With
 * NATION_DATA, the one that already runs on that data folder.
 */
export const openNation = async (): Promise<OpenNation> => {
  const running = process.env["NATION_DATA"];
  const record = running === undefined ? undefined : readRecord(running);
  if (record) return { ...record, close: () => Promise.resolve() };
  const dataDir = mkdtempSync(join(tmpdir(), "nation-"));
  const nation = await startNation({ dataDir, throwaway: true });
  const close = async (): Promise<void> => {
    await nation.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...nation, close };
};
