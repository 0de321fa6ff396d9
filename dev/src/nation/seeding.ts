import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../folders.ts";
import type { Ports } from "./addresses.ts";
import { StartFailure } from "../start-failure.ts";
import { type NationRecord, readRecord, writeRecord } from "./record.ts";
import type { NationSecrets } from "./secrets.ts";

/**
 * What the seeds are given: a running nation whose people, staff and clients they register
 * through the public APIs and add to these lists. On a second run the lists hold what the
 * first one put there.
 */
export type SeedNation = NationRecord & {
  ports: Ports;
  dataDir: string;
  secrets: NationSecrets;
  report: (line: string) => void;
};

/** Components whose APIs the seeds speak to. */
const SEEDED = ["sso", "pay", "exchange"];

type Surroundings = Omit<SeedNation, "people" | "staff" | "clients"> & { running: string[] };

/**
 * Runs the seeds when they have not run here, or when they or the addresses changed since, and
 * writes nation.json. Gives who lives in the nation.
 */
export async function seedOnce(at: Surroundings): Promise<NationRecord> {
  const known = readRecord(at.dataDir);
  const { addresses, sandbox } = at;
  const record: NationRecord = {
    addresses,
    sandbox,
    people: known?.people ?? [],
    staff: known?.staff ?? [],
    clients: known?.clients ?? [],
  };
  const missing = SEEDED.filter((name) => !at.running.includes(name));
  const program = join(ROOT, "dev", "seed", "seed.ts");
  if (!existsSync(program)) missing.push("the seeds");
  if (missing.length > 0) {
    at.report(`not seeded: ${missing.join(", ")} missing in this checkout`);
    return record;
  }
  const stamp = stampOf(at);
  const stampFile = join(at.dataDir, "seeded.json");
  const seeded = existsSync(stampFile) ? readFileSync(stampFile, "utf8") : "";
  if (known !== undefined && seeded === stamp) return record;
  const startedAt = Date.now();
  at.report("seeding people, staff, clients and registers…");
  const { running: _running, ...given } = at;
  const { seed } = (await import(pathToFileURL(program).href)) as {
    seed: (nation: SeedNation) => Promise<void>;
  };
  const nation: SeedNation = { ...given, ...record };
  await runSeed(seed, nation);
  const { people, staff, clients } = nation;
  const complete = { ...record, people, staff, clients };
  writeRecord(at.dataDir, complete);
  writeFileSync(stampFile, stamp);
  at.report(`seeded in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  return complete;
}

async function runSeed(seed: (nation: SeedNation) => Promise<void>, nation: SeedNation) {
  try {
    await seed(nation);
  } catch (error) {
    // The seeds name the call that was refused; anything else is a bug and shows its stack.
    if (error instanceof Error && error.constructor.name === "SeedFailure") {
      throw new StartFailure(`${error.message}\nThe logs are in ${join(nation.dataDir, "logs")}.`);
    }
    throw error;
  }
}

// Addresses are registered with the components: other ports need the seeds again.
function stampOf(at: Surroundings): string {
  const folder = join(ROOT, "dev", "seed");
  const hash = createHash("sha256");
  for (const file of globSync("**/*.{ts,json}", { cwd: folder }).toSorted()) {
    hash.update(file).update(readFileSync(join(folder, file)));
  }
  return JSON.stringify({ addresses: at.addresses, seeds: hash.digest("hex") });
}
