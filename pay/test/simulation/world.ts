import pg from "pg";
import type { Currency } from "@gov/kit/money.ts";
import { openDatabase } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { startClock } from "./clock.ts";
import type { Count, FaultKind } from "./fault-kinds.ts";
import { openLinks } from "./gated-database.ts";
import { startGateway, type Gateway } from "./gateway.ts";
import { below, chance, createRandom, type Random } from "./random.ts";
import { seedCrypto } from "./seeded-crypto.ts";
import { isAtRest, takeOver } from "./server-processes.ts";
import { createScheduler, type Generation, type Scheduler, type Strike } from "./scheduler.ts";
import { createBank, type SimBank } from "./sim-bank.ts";
import { openEars, type Ears } from "./ears.ts";
import { createSimRails, type Faults } from "./sim-rails.ts";

export type SimBill = Readonly<{
  id: string;
  number: string;
  institutionId: string;
  amountMinor: bigint;
  currency: Currency;
  partLowerMinor: bigint | undefined;
}>;

/** What the caller of a process that died gets instead of an answer. */
export class Crashed extends Error {}

export type World = Readonly<{
  random: Random;
  scheduler: Scheduler;
  bank: SimBank;
  /** The system that billers hear of their payments by. */
  ears: Ears;
  /** Reads and moves time, beside the gateway. */
  monitor: pg.Client;
  count: Count;
  counted: ReadonlyMap<FaultKind, number>;
  /** The gateway before the first step: what it does then is no step. */
  prepare: (work: (gateway: Gateway) => Promise<void>) => Promise<void>;
  /** Asks the gateway as it runs now; throws Crashed where it dies before it answers. */
  call: <T>(work: (gateway: Gateway) => Promise<T>) => Promise<T>;
  /** A step of the world outside. */
  step: (label: string, weight?: number) => Promise<void>;
  /** A look at the rows, or a change of time in them, as one step. */
  look: <T>(label: string, work: (monitor: pg.Client) => Promise<T>) => Promise<T>;
  /** From now on nothing goes wrong any more. */
  calm: () => void;
  run: (done: () => boolean) => Promise<void>;
  /** After the last step: the gateway is started once more, and nothing waits to be chosen. */
  restart: () => void;
  close: () => Promise<void>;
}>;

type Running = Generation & { gateway: Gateway; crashed: Promise<never>; tellCrash: () => void };

const crashEverySteps = 400;
const connections = 8;
const storm: Faults = {
  lost: 4,
  answerDropped: 6,
  refused: 4,
  refusedThoughDone: 25,
  contradicted: 3,
  undecided: 10,
};

/**
 * The database's own settings. A crash here is that of the gateway's process, never PostgreSQL's,
 * which would be its own business; so that nothing need reach a disk. A circle of locks is broken by
 * the scheduler; a process that looks for one by itself could not be kept still.
 */
const settings = [
  "synchronous_commit = off",
  "jit = off",
  "plan_cache_mode = force_generic_plan",
  "deadlock_timeout = '1h'",
  "search_path = sim, pg_catalog, public",
];

/** Reads and moves time; and one that watches, so that they never wait for each other. */
const openMonitors = async (url: string): Promise<{ monitor: pg.Client; watcher: pg.Client }> => {
  const name = new URL(url).pathname.slice(1);
  const first = new pg.Client({ connectionString: url });
  await first.connect();
  for (const setting of settings) await first.query(`alter database ${name} set ${setting}`);
  await first.end();
  const [monitor, watcher] = [1, 2].map(() => new pg.Client({ connectionString: url }));
  if (!monitor || !watcher) throw new Error("two were made");
  await Promise.all([monitor.connect(), watcher.connect()]);
  return { monitor, watcher };
};

const askLockWaiters = async (monitor: pg.Client, pids: readonly number[]) => {
  const { rows } = await monitor.query<{ pid: number; by: number[] }>({
    name: "lock waiters",
    text: "select pid, pg_blocking_pids(pid) as by from unnest($1::int[]) as p (pid)",
    values: [pids],
  });
  return new Map(rows.filter(({ by }) => by.length > 0).map(({ pid, by }) => [pid, by]));
};

const createCount = () => {
  const counted = new Map<FaultKind, number>();
  const count: Count = (kind) => void counted.set(kind, (counted.get(kind) ?? 0) + 1);
  return { counted, count };
};

export type WorldOptions = Readonly<{
  /** Told of every step as it is taken. */
  told?: ((step: string) => void) | undefined;
  /** When the process dies; by chance unless said. */
  strike?: Strike;
}>;

/** One gateway, its banks and everybody around it, on one database, driven by one seed. */
export const openWorld = async (
  url: string,
  seed: number,
  options: WorldOptions = {},
): Promise<World> => {
  const random = createRandom(seed);
  const { monitor, watcher } = await openMonitors(url);
  const clock = await startClock(watcher);
  const bank = createBank();
  const faults = { ...storm };
  const { counted, count } = createCount();
  let crashing = true;
  let current: Running;

  const oneText = async (name: string, text: string, chargeId: string) => {
    const { rows } = await monitor.query<{ found: string }>({ name, text, values: [chargeId] });
    return rows[0]?.found;
  };
  const orderOf = "select transaction_id as found from rail_transaction where charge_id = $1";
  const orderIdOf = async (chargeId: string): Promise<string> =>
    bank.find(chargeId) ? chargeId : ((await oneText("order", orderOf, chargeId)) ?? chargeId);
  const billOf = async (chargeId: string): Promise<string> =>
    (await oneText("bill", "select bill_id as found from charge where id = $1", chargeId)) ?? "";

  const scheduler = createScheduler({
    random,
    told: options.told,
    tick: (step) => clock.tick(step),
    lockWaiters: async (pids) =>
      pids.some(isAtRest) ? await askLockWaiters(watcher, pids) : new Map(),
    still: (pid, stands) => processes.keepStill(pid, stands),
    breakCircle: async (pid) => void (await watcher.query("select pg_cancel_backend($1)", [pid])),
    crash: async (owner) => {
      const dying = current;
      owner.dead = true;
      scheduler.bury(owner);
      await links.undo();
      current = start(owner.number + 1);
      dying.tellCrash();
    },
  });
  const ears = openEars(scheduler, random, count);
  const links = await openLinks({ url, monitor: watcher }, scheduler, connections);
  const processes = takeOver(links.pids, new URL(url).pathname.slice(1));
  const settled = openDatabase<PayDatabase>(url, { max: 6, prepared: true });
  const unseedCrypto = seedCrypto(seed);

  const start = (number: number, db?: typeof settled): Running => {
    const owner: Generation = { number, dead: false };
    const given = { bank, random, scheduler, owner, faults, count, billOf, orderIdOf };
    const gateway = startGateway(db ?? links.openFor(owner), {
      rails: createSimRails(given),
      post: ears.postFor(owner),
    });
    let tellCrash = (): void => undefined;
    const crashed = new Promise<never>((_resolve, reject) => {
      tellCrash = () => reject(new Crashed());
    });
    crashed.catch(() => undefined);
    return Object.assign(owner, { gateway, crashed, tellCrash: () => tellCrash() });
  };
  current = start(1);

  const strike = (owner: Generation | undefined): "before" | "after" | undefined => {
    if (!crashing || !owner || below(random, crashEverySteps) > 0) return undefined;
    const before = chance(random, 0.5);
    count(before ? "crashedBefore" : "crashedAfter");
    return before ? "before" : "after";
  };
  return {
    random,
    scheduler,
    bank,
    ears,
    monitor,
    count,
    counted,
    prepare: (work) => work(start(0, settled).gateway),
    call: async (work) => {
      const { gateway, crashed } = current;
      return await Promise.race([work(gateway), crashed]);
    },
    step: (label, weight = 1) => scheduler.pass(label, () => undefined, { weight }),
    look: (label, work) => scheduler.pass(label, () => work(monitor)),
    calm: () => {
      crashing = false;
      ears.calm();
      for (const name of Object.keys(faults) as (keyof Faults)[]) faults[name] = 0;
    },
    run: (done) => scheduler.run(done, options.strike ?? strike),
    restart: () => {
      scheduler.open();
      current = start(current.number + 1, settled);
    },
    close: async () => {
      current.dead = true;
      scheduler.letGo();
      await Promise.all([links.close(), settled.destroy(), monitor.end(), watcher.end()]);
      clock.stop();
      unseedCrypto();
    },
  };
};

export const rails: readonly RailCode[] = ["card", "instant", "esadad", "cash"];
