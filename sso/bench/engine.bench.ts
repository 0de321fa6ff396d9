import { hash, verify } from "@node-rs/argon2";
import { availableParallelism } from "node:os";
import { askMachineToken, openRefreshers, signIn } from "./flows.ts";
import { compare, measure, sideOf, turnSeconds, type Side } from "./measure.ts";
import { fillPeople, parameters, password } from "./people.ts";
import { serve, type Served } from "./served.ts";

// Ours beside the bare engine with its memory adapter, on one machine in one run, turn by turn;
// and sign-ins with hashing beside hashing alone. PostgreSQL and the callers share the cores, so
// that the processor time of the service says more than the clock.

const callers = 16;

const ownCpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

const hashingAlone = async (): Promise<Side> => {
  const stored = await hash(password, parameters);
  const options = { callers: availableParallelism(), seconds: turnSeconds, cpuMs: ownCpuMs };
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
  [sideOf(bare, () => work(bare), callers), sideOf(ours, () => work(ours), callers)] as const;
await compare("machine's token, beside the bare engine", ...both(askMachineToken));
await compare(
  "refresh, beside the bare engine",
  sideOf(bare, bareRefresh, callers),
  sideOf(ours, ourRefresh, callers),
);
await compare("sign-in without hashing, beside the bare engine", ...both(signIn));
await bare.close();
await ours.close();

const hashing = await serve("our-service.ts", "hashing");
await fillPeople(hashing.databaseUrl);
const signingIn = sideOf(hashing, () => signIn(hashing), callers);
await compare("sign-in with hashing, beside argon2id alone", await hashingAlone(), signingIn);
await hashing.close();
// The kept connections of the callers would hold the process for a while.
process.exit(0);
