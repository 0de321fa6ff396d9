import { hash, verify } from "@node-rs/argon2";
import { availableParallelism } from "node:os";
import { askMachineToken, openRefreshers, signIn } from "./flows.ts";
import { compare, measure, sideOf, turnSeconds, type Side } from "./measure.ts";
import { fillPeople, parameters, password } from "./people.ts";
import { serve, type Served } from "./served.ts";

// Ours beside the bare engine, which checks and keeps nothing of what surrounds the protocol, in
// memory and in PostgreSQL, on one machine in one run, turn by turn; and sign-ins with hashing
// beside hashing alone. PostgreSQL and the callers share the cores, so that the processor time of
// the service says more than the clock.

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

const memory = await serve("bare-service.ts");
const plain = await serve("bare-service.ts", "postgres");
const ours = await serve("our-service.ts", "no-hashing");
await fillPeople(ours.databaseUrl);
const ourRefresh = await openRefreshers(ours, callers);
const others = [
  [memory, "the bare engine in memory"],
  [plain, "the bare engine in PostgreSQL"],
] as const;

for (const [bare, name] of others) {
  const beside = async (
    what: string,
    bareWork: () => Promise<void>,
    ourWork: () => Promise<void>,
  ): Promise<void> => {
    const sides = [sideOf(bare, bareWork, callers), sideOf(ours, ourWork, callers)] as const;
    await compare(`${what}, beside ${name}`, ...sides);
  };
  const both = (what: string, work: (served: Served) => Promise<void>) =>
    beside(
      what,
      () => work(bare),
      () => work(ours),
    );
  await both("machine's token", askMachineToken);
  await beside("refresh", await openRefreshers(bare, callers), ourRefresh);
  await both("sign-in without hashing", signIn);
  await bare.close();
}
await ours.close();

const hashing = await serve("our-service.ts", "hashing");
await fillPeople(hashing.databaseUrl);
const signingIn = sideOf(hashing, () => signIn(hashing), callers);
await compare("sign-in with hashing, beside argon2id alone", await hashingAlone(), signingIn);
await hashing.close();
// The kept connections of the callers would hold the process for a while.
process.exit(0);
