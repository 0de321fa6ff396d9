import { rmSync } from "node:fs";
import { join } from "node:path";
import { DATA } from "./folders.ts";
import { type Nation, startNation } from "./nation.ts";

let started = 0;

/**
 * A whole nation for a journey or a fault test, on free ports and in a folder of its own.
 * `stop` also removes its files. Set NATION_LOG=1 to see how it starts.
 */
export async function startTestNation(): Promise<Nation> {
  started += 1;
  const dataDir = join(DATA, "test", `nation-${process.pid}-${started}`);
  const loud = process.env["NATION_LOG"] === "1";
  const nation = await startNation({
    dataDir,
    throwaway: true,
    ...(loud ? { report: (line) => process.stderr.write(`${line}\n`) } : {}),
  });
  return {
    ...nation,
    stop: async () => {
      await nation.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
