import fc from "fast-check";
import { createActors, type Actors } from "./actors.ts";
import { readContract, type Contract, type Operation } from "./contract-document.ts";
import type { RawDocument } from "./contract-document.ts";
import { draftLawful, spoil, type Draft } from "./draft.ts";
import { openFuzzWorld, type FuzzWorld } from "./fuzz-world.ts";
import { createHarvest, type Harvest } from "./harvest.ts";
import { judge } from "./judge.ts";
import { learnFrom, thingFor } from "./learn.ts";
import { addressOf, isLawful, send, type Received } from "./send.ts";
import { createTally, type Tally } from "./tally.ts";

const atOnce = 12;
/** How often more an operation is tried that nothing has reached yet. */
const lastTries = 150;
const maxFaults = 25;

/** Neighbouring seeds far apart, so that what is drawn by them has nothing to do with their order. */
const mix = (seed: number): number => Math.imul(seed, 2_654_435_761) >>> 1;

/** What makes things is asked more often than what ends them. */
const shares: Readonly<Record<string, number>> = {
  "POST /v1/bills": 6,
  "POST /v1/bills/{id}/charges": 4,
  "POST /v1/agent/collections": 5,
  "POST /v1/agent/collections/{id}/confirm": 3,
  "POST /v1/payments/{id}/refunds": 4,
  "POST /v1/agent/payouts": 3,
  "PUT /v1/billers/{code}/prepaid-services/{serviceType}": 3,
  "POST /v1/bills/{id}/cancel": 1,
  "DELETE /v1/webhook-endpoints/{id}": 1,
};
const shareOf = ({ id }: Operation): number => shares[id] ?? 2;

type Run = Readonly<{
  world: FuzzWorld;
  contract: Contract;
  harvest: Harvest;
  actors: Actors;
  tally: Tally;
  draftOf: (operation: Operation, seed: number, spoiled: boolean) => Draft;
}>;

const first = <T>(drawn: readonly T[]): T => {
  const [value] = drawn;
  if (value === undefined) throw new Error("nothing was drawn");
  return value;
};

/** Draws a request by its seed and by what is known when it is drawn. */
const createDrawing = (contract: Contract, harvest: Harvest): Run["draftOf"] => {
  let about: ReturnType<typeof thingFor>;
  const scene = { harvest, about: () => about };
  const lawful = new Map(
    contract.operations.map((one) => [one.id, draftLawful(contract, one, scene)]),
  );
  return (operation, seed, spoiled) => {
    const arbitrary = lawful.get(operation.id);
    if (!arbitrary) throw new Error(`no plan for ${operation.id}`);
    about = thingFor(harvest, operation, seed);
    const draft = first(fc.sample(arbitrary, { seed, numRuns: 1 }));
    const page = seed % 50 < 10 ? harvest.thing(`next ${operation.id}`, seed) : undefined;
    const begun = page ? { ...draft, ...(page as Pick<Draft, "path" | "query">) } : draft;
    return spoiled ? first(fc.sample(spoil(begun), { seed, numRuns: 1 })) : begun;
  };
};

const describe = (operation: Operation, draft: Draft): string => {
  const headers = JSON.stringify(draft.headers);
  const body = draft.body ? ` ${draft.body.type} ${draft.body.text.slice(0, 500)}` : "";
  return `${operation.method} ${addressOf(operation, draft)} as ${draft.actor} ${headers}${body}`;
};

/** The same key and the same request: the same answer, and it says so. */
const replayFaults = (before: Received, again: Received): string[] =>
  again.status === before.status &&
  again.text === before.text &&
  again.headers.get("idempotent-replayed") === "true"
    ? []
    : [`repeated, it answered ${again.status}: ${again.text.slice(0, 200)}`];

const askOnce = async (run: Run, operation: Operation, draft: Draft): Promise<Received> => {
  const { contract, harvest, tally } = run;
  const lawful = isLawful(contract, operation, draft);
  const received = await send({ url: run.world.url, actors: run.actors }, operation, draft);
  const told: [string, Readonly<Record<string, unknown>>][] = [];
  const asked = { draft, lawful };
  const faults = judge(contract, operation, asked, received, (...one) => void told.push(one));
  tally.count(operation.id, received.status);
  for (const fault of faults) tally.fault(operation.id, fault, describe(operation, draft));
  const isOwn = draft.actor === "owner" || draft.actor === "bound";
  if (received.status < 300 && isOwn) learnFrom(harvest, { operation, draft, received, told });
  return received;
};

const ask = async (run: Run, operation: Operation, seed: number, spoiled: boolean) => {
  const draft = run.draftOf(operation, seed, spoiled);
  const received = await askOnce(run, operation, draft);
  const isKeyed = "Idempotency-Key" in draft.headers;
  if (!isKeyed || draft.actor !== "owner" || received.status >= 300 || seed % 100 < 85) return;
  const again = await askOnce(run, operation, draft);
  for (const fault of replayFaults(received, again)) {
    run.tally.fault(operation.id, fault, describe(operation, draft));
  }
};

/** Some at once, until `requests` were sent; what was learnt serves those that follow. */
const askMany = async (run: Run, requests: number, seed: number): Promise<void> => {
  const operations = run.contract.operations.flatMap((one) =>
    Array.from({ length: shareOf(one) }, () => one),
  );
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < requests && run.tally.faults().length < maxFaults) {
      const at = next;
      next += 1;
      const operation = operations[at % operations.length];
      if (!operation) return;
      const own = mix(seed + at);
      const isSpoiled = at > requests / 10 && own % 10 < 4;
      if (at % 50 === 49) await run.world.letTimePass(run.harvest);
      await ask(run, operation, own, isSpoiled);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
};

/** What was not carried out yet gets more tries, each after new things to try it on. */
const askUnreached = async (run: Run, seed: number): Promise<void> => {
  const makers = run.contract.operations.filter((one) => shareOf(one) > 2);
  for (let at = 0; at < lastTries; at += 1) {
    const missing = run.contract.operations.filter(({ id }) => !run.tally.isReached(id));
    if (missing.length === 0) return;
    await run.world.letTimePass(run.harvest);
    // Every other time what was made is left as it is: a confirmed collection is not cancelled.
    const made = makers.filter(({ id }) => at % 2 === 1 || !id.endsWith("/confirm"));
    for (const operation of made) await ask(run, operation, mix(seed - at), false);
    for (const operation of missing) await ask(run, operation, mix(seed + at), false);
  }
};

/** Sends requests drawn from the served contract to a real gateway and judges every answer. */
export const runFuzz = async (input: { requests: number; seed: number }): Promise<Tally> => {
  const harvest = createHarvest();
  const world = await openFuzzWorld(harvest);
  try {
    const document = (await (await fetch(`${world.url}/openapi.json`)).json()) as RawDocument;
    const contract = readContract(document);
    const tally = createTally(contract.operations.map(({ id }) => id));
    const actors = await createActors(world.issuer);
    const draftOf = createDrawing(contract, harvest);
    const run: Run = { world, contract, harvest, actors, tally, draftOf };
    await askMany(run, input.requests, input.seed);
    if (tally.faults().length === 0) await askUnreached(run, input.seed + input.requests);
    return tally;
  } finally {
    await world.close();
  }
};
