import { hash, verify } from "@node-rs/argon2";
import { availableParallelism } from "node:os";
import { askMachineToken, openRefreshers, signIn } from "./flows.ts";
import { measure, median, print, rounded, type Measured } from "./measure.ts";
import { fillPeople, parameters, password } from "./people.ts";
import { serve, type Served } from "./served.ts";

// Ours beside the bare engine with its memory adapter, on one machine in one run, turn by turn;
// and sign-ins with hashing beside hashing alone. PostgreSQL and the callers share the cores, so
// that the processor time of the service says more than the clock.

const seconds = Number(process.env["SECONDS"] ?? 4);
const turns = Number(process.env["TURNS"] ?? 5);
const callers = 16;

/** One side of a comparison. */
type Side = Readonly<{ run: () => Promise<Measured> }>;

const sideOf = (served: Served, work: () => Promise<unknown>): Side => ({
  run: () => measure(work, { callers, seconds, cpuMs: served.cpuMs }),
});

const compare = async (what: string, other: Side, ours: Side): Promise<void> => {
  for (const side of [other, ours]) await side.run();
  const taken: { other: Measured; ours: Measured }[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    taken.push({ other: await other.run(), ours: await ours.run() });
  }
  const of = (value: (turn: (typeof taken)[number]) => number, digits?: number) =>
    rounded(median(taken.map(value)), digits);
  print({
    what,
    perSecond: [of((turn) => turn.other.perSecond, 0), of((turn) => turn.ours.perSecond, 0)],
    ratio: of((turn) => turn.ours.perSecond / turn.other.perSecond),
    cpuMs: [of((turn) => turn.other.cpuMsEach), of((turn) => turn.ours.cpuMsEach)],
    cpuRatio: of((turn) => turn.other.cpuMsEach / turn.ours.cpuMsEach),
  });
};

const ownCpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

const hashingAlone = async (): Promise<Side> => {
  const stored = await hash(password, parameters);
  const options = { callers: availableParallelism(), seconds, cpuMs: ownCpuMs };
  return { run: () => measure(() => verify(stored, password), options) };
};

const bare = await serve("bare-service.ts");
const ours = await serve("our-service.ts", "no-hashing");
await fillPeople(ours.databaseUrl);
const [bareRefresh, ourRefresh] = [
  await openRefreshers(bare, callers),
  await openRefreshers(ours, callers),
];
const both = (work: (served: Served) => Promise<void>) =>
  [sideOf(bare, () => work(bare)), sideOf(ours, () => work(ours))] as const;
await compare("machine's token, beside the bare engine", ...both(askMachineToken));
await compare(
  "refresh, beside the bare engine",
  sideOf(bare, bareRefresh),
  sideOf(ours, ourRefresh),
);
await compare("sign-in without hashing, beside the bare engine", ...both(signIn));
await bare.close();
await ours.close();

const hashing = await serve("our-service.ts", "hashing");
await fillPeople(hashing.databaseUrl);
const signingIn = sideOf(hashing, () => signIn(hashing));
await compare("sign-in with hashing, beside argon2id alone", await hashingAlone(), signingIn);
await hashing.close();
// The kept connections of the callers would hold the process for a while.
process.exit(0);
