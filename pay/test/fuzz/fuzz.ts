import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { runFuzz } from "./run-fuzz.ts";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "20000" },
    seed: { type: "string" },
  },
});
const requests = Number(values.requests);
const seed = values.seed === undefined ? randomInt(1_000_000_000) : Number(values.seed);

process.stdout.write(`${requests} requests from seed ${seed}\n`);
const startedAt = Date.now();
const tally = await runFuzz({ requests, seed });
process.stdout.write(`${tally.table()}\n`);
const seconds = Math.round((Date.now() - startedAt) / 1_000);
process.stdout.write(`${tally.requests()} requests in ${seconds} s\n`);
for (const fault of tally.faults()) process.stdout.write(`✖ ${fault}\n`);
for (const id of tally.unreached()) process.stdout.write(`✖ ${id}: never carried out\n`);
process.exit(tally.faults().length + tally.unreached().length === 0 ? 0 : 1);
