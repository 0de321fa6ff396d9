import { fork, type ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { onCore } from "./server-processes.ts";
import { createTally } from "./tally.ts";
import type { Told } from "./worker.ts";

const { values } = parseArgs({
  options: {
    payments: { type: "string", default: "100000" },
    seed: { type: "string" },
    /** How many stories a seed has: it repeats a run only with the same. */
    stories: { type: "string", default: "150" },
    /** Processes beside each other; two for each core, because half of the time is waiting. */
    workers: { type: "string", default: String(2 * availableParallelism()) },
  },
});
const wanted = Number(values.payments);
const first = values.seed === undefined ? randomInt(1_000_000_000) : Number(values.seed);
const stories = Number(values.stories);
const reportEveryMs = 15_000;
/** A seed takes seconds; one that takes this long has stopped. */
const seedWithinMs = 900_000;
/** A worker is replaced after some seeds, so that its memory is bounded. */
const seedsAWorker = 40;
const workerMemoryMb = 512;
/** Below this a fault may be missing by chance. */
const enoughForAllFaults = 2_000;

const tally = createTally();
const startedAt = Date.now();
const seconds = (): number => Math.round((Date.now() - startedAt) / 1_000);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

class SeedFailed extends Error {}

const workers = new Set<ChildProcess>();
const startWorker = (core: number): ChildProcess => {
  const memory = `--max-old-space-size=${workerMemoryMb}`;
  const [program, ...words] = [...onCore(core), process.execPath, memory];
  const worker = fork(new URL("worker.ts", import.meta.url), {
    execPath: program,
    execArgv: words,
    env: { ...process.env, SIMULATION_CORE: String(core) },
  });
  workers.add(worker);
  worker.on("exit", () => workers.delete(worker));
  return worker;
};

/** One seed in a worker; a worker that dies or never answers is the failure of its seed. */
const runIn = (worker: ChildProcess, seed: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (words: string): void => reject(new SeedFailed(`seed ${seed}: ${words}`));
    const timer = setTimeout(() => fail("it has not ended"), seedWithinMs);
    const died = (code: number | null, signal: string | null): void =>
      fail(`its process ended (${signal ?? code})`);
    worker.once("exit", died);
    worker.once("message", (message) => {
      clearTimeout(timer);
      worker.off("exit", died);
      const told = message as Told;
      if ("failure" in told) return fail(told.failure);
      tally.add(told.figures);
      resolve();
    });
    worker.send({ seed, stories });
  });

let next = first;
/** Seeds one after the other until enough payments were taken; each has its own database. */
const lane = async (_: unknown, number: number): Promise<void> => {
  const core = number % availableParallelism();
  let worker = startWorker(core);
  for (let ran = 1; tally.takings() < wanted; ran += 1) {
    await runIn(worker, next++);
    if (ran % seedsAWorker > 0) continue;
    worker.disconnect();
    worker = startWorker(core);
  }
  worker.disconnect();
};

const repeatWith = (): string =>
  `repeat it with: SEED=… STORIES=${stories} npm test -- pay/test/simulation`;

const main = async (): Promise<number> => {
  say(
    `${wanted} payments from seed ${first} on, ${stories} stories a seed, ${values.workers} workers`,
  );
  const reporting = setInterval(() => say(tally.line(seconds())), reportEveryMs);
  try {
    await Promise.all(Array.from({ length: Number(values.workers) }, lane));
  } catch (error) {
    if (!(error instanceof SeedFailed)) throw error;
    say(`${error.message}\n${tally.line(seconds())}\nFAILED; ${repeatWith()}`);
    return 1;
  } finally {
    clearInterval(reporting);
  }
  say(`seeds ${first} to ${next - 1}, ${tally.line(seconds())}\n${tally.summary()}`);
  const missing = tally.missing();
  if (missing.length > 0 && wanted >= enoughForAllFaults) {
    say(`FAILED: never occurred: ${missing.join(", ")}`);
    return 1;
  }
  say("0 lost, 0 double; books balanced; every payer's page equal to the ledger");
  return 0;
};

const code = await main();
for (const worker of workers) worker.kill();
// Seeds that were under way are not waited for.
process.exit(code);
