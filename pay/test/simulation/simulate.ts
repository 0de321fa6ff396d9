import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { runSeed, type Figures } from "./run-seed.ts";

const { values } = parseArgs({
  options: {
    payments: { type: "string", default: "100000" },
    seed: { type: "string" },
    worlds: { type: "string", default: "3" },
  },
});
const wanted = Number(values.payments);
const first = values.seed === undefined ? randomInt(1_000_000_000) : Number(values.seed);
const billsASeed = 60;
const reportEveryMs = 15_000;

const sum: Record<string, number> = {};
const add = (prefix: string, figures: object): void => {
  for (const [name, value] of Object.entries(figures) as [string, number | object][]) {
    if (typeof value === "object") add(`${name} `, value);
    else sum[prefix + name] = (sum[prefix + name] ?? 0) + value;
  }
};

const startedAt = Date.now();
let seeds = 0;
const say = (): void => {
  const seconds = Math.round((Date.now() - startedAt) / 1_000);
  process.stdout.write(`${seconds} s, ${seeds} seeds: ${JSON.stringify(sum)}\n`);
};

/** Seeds one after the other until enough payments were taken; each has its own database. */
const lane = async (next: () => number): Promise<void> => {
  while ((sum["takings"] ?? 0) < wanted) {
    const figures: Figures = await runSeed(next(), billsASeed);
    seeds += 1;
    add("", figures);
  }
};

let seed = first;
process.stdout.write(`from seed ${first}, ${wanted} payments\n`);
const reporting = setInterval(say, reportEveryMs);
try {
  await Promise.all(Array.from({ length: Number(values.worlds) }, () => lane(() => seed++)));
  say();
  process.stdout.write("0 lost, 0 double; books balanced; every page equal to the ledger\n");
} catch (error) {
  say();
  console.error(error);
  process.exitCode = 1;
} finally {
  clearInterval(reporting);
}
process.exit();
