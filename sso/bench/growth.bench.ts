import { fillLarge } from "./fill-large.ts";
import { askMachineToken, signIn } from "./flows.ts";
import { compare, measure, print, rounded, sideOf } from "./measure.ts";
import { fillPeople } from "./people.ts";
import { serve } from "./served.ts";

// What a sign-in costs when the tables are large, beside the same service on small ones; and how
// fast the ended rows go while people sign in. ACCOUNTS and EXPIRED are how many there are.

const accounts = Number(process.env["ACCOUNTS"] ?? 100_000);
const expired = Number(process.env["EXPIRED"] ?? 1_000_000);
const callers = 8;

const small = await serve("our-service.ts", "no-hashing");
const large = await serve("our-service.ts", "no-hashing");
await fillPeople(small.databaseUrl);
await fillPeople(large.databaseUrl);
const began = performance.now();
await fillLarge(large.databaseUrl, { accounts, expired });
print({
  what: "filled",
  accounts,
  expired,
  seconds: rounded((performance.now() - began) / 1_000, 0),
});

const sides = (work: typeof signIn) =>
  [sideOf(small, () => work(small), callers), sideOf(large, () => work(large), callers)] as const;
await compare("machine's token, large tables beside small", ...sides(askMachineToken));
await compare("sign-in without hashing, large tables beside small", ...sides(signIn));

const sweepAll = async (): Promise<number> => {
  let swept = 0;
  for (;;) {
    const rows = await large.sweep();
    swept += rows;
    if (rows < 1_000) return swept;
  }
};
const options = { callers, seconds: 10, cpuMs: large.cpuMs };
const quiet = await measure(() => signIn(large), options);
const start = performance.now();
let sweeping = true;
const swept = sweepAll().finally(() => {
  sweeping = false;
});
const during = await measure(() => signIn(large), options);
const stillSweeping = sweeping;
const rows = await swept;
print({
  what: "sweeping while people sign in",
  rows,
  rowsPerSecond: Math.round(rows / ((performance.now() - start) / 1_000)),
  sweptAllTheTime: stillSweeping,
  signInsPerSecond: [rounded(quiet.perSecond, 0), rounded(during.perSecond, 0)],
  p99Ms: [rounded(quiet.p99Ms, 0), rounded(during.p99Ms, 0)],
});
await small.close();
await large.close();
// The kept connections of the callers would hold the process for a while.
process.exit(0);
