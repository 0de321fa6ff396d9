import pg from "pg";
import type { Currency } from "@gov/kit/money.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { createRandom } from "../faults/story.ts";
import { openGatedDatabase, type GatedDatabase } from "./gated-database.ts";
import { startGateway, type Gateway } from "./gateway.ts";
import { below, chance, type Random } from "./random.ts";
import { createScheduler, type Generation, type Scheduler } from "./scheduler.ts";
import { createBank, type SimBank } from "./sim-bank.ts";
import { createSimRails, type FaultCount, type Faults } from "./sim-rails.ts";

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
  /** Reads and moves time, beside the gateway. */
  monitor: pg.Client;
  faults: Faults;
  counted: FaultCount;
  crashes: () => number;
  /** Asks the gateway as it runs now; throws Crashed where it dies before it answers. */
  call: <T>(work: (gateway: Gateway) => Promise<T>) => Promise<T>;
  /** A step of the world outside. */
  step: (label: string, weight?: number) => Promise<void>;
  /** A look at the rows, or a change of time in them, as one step. */
  look: <T>(label: string, work: (monitor: pg.Client) => Promise<T>) => Promise<T>;
  /** From now on nothing goes wrong any more. */
  calm: () => void;
  run: (done: () => boolean) => Promise<void>;
  close: () => Promise<void>;
}>;

type Running = Generation & {
  gateway: Gateway;
  database: GatedDatabase;
  crashed: Promise<never>;
  tellCrash: () => void;
};

const crashEverySteps = 900;
const connections = 12;
const storm: Faults = { lost: 4, drop: 6, refused: 4, wrong: 3, undecided: 10 };

const endConnections = async (monitor: pg.Client, pids: number[]): Promise<void> => {
  await monitor.query("select pg_terminate_backend(pid) from unnest($1::int[]) as p (pid)", [pids]);
  const left = "select 1 from pg_stat_activity where pid = any($1::int[])";
  while ((await monitor.query(left, [pids])).rowCount) await new Promise(setImmediate);
};

/** One gateway, its banks and everybody around it, on one database, driven by one seed. */
export const openWorld = async (url: string, seed: number): Promise<World> => {
  const random = createRandom(seed);
  const monitor = new pg.Client({ connectionString: url });
  await monitor.connect();
  const bank = createBank();
  const faults = { ...storm };
  const counted: FaultCount = { lost: 0, drop: 0, refused: 0, wrong: 0, undecided: 0 };
  let crashes = 0;
  let crashing = true;
  let current: Running;

  const orderIdOf = async (chargeId: string): Promise<string> => {
    const { rows } = await monitor.query<{ transaction_id: string }>(
      "select transaction_id from rail_transaction where charge_id = $1",
      [chargeId],
    );
    return rows[0]?.transaction_id ?? chargeId;
  };
  const billOf = async (chargeId: string): Promise<string> => {
    const { rows } = await monitor.query<{ bill_id: string }>(
      "select bill_id from charge where id = $1",
      [chargeId],
    );
    return rows[0]?.bill_id ?? "";
  };

  const scheduler = createScheduler({
    random,
    lockWaiters: async () => {
      const { rows } = await monitor.query<{ pid: number }>(
        "select distinct pid from pg_locks where not granted",
      );
      return new Set(rows.map((row) => row.pid));
    },
    crash: async (owner) => {
      crashes += 1;
      const dying = current;
      owner.dead = true;
      scheduler.bury(owner);
      await endConnections(monitor, dying.database.pids());
      await dying.database.destroy();
      current = start(owner.number + 1);
      dying.tellCrash();
    },
  });

  const start = (number: number): Running => {
    const owner: Generation = { number, dead: false };
    const database = openGatedDatabase(url, scheduler, owner, connections);
    const given = { bank, random, scheduler, owner, faults, counted, billOf, orderIdOf };
    const gateway = startGateway(database.db, createSimRails(given));
    let tellCrash = (): void => undefined;
    const crashed = new Promise<never>((_resolve, reject) => {
      tellCrash = () => reject(new Crashed());
    });
    crashed.catch(() => undefined);
    return Object.assign(owner, { gateway, database, crashed, tellCrash: () => tellCrash() });
  };
  current = start(1);

  const strike = (owner: Generation | undefined): "before" | "after" | undefined => {
    if (!crashing || !owner || below(random, crashEverySteps) > 0) return undefined;
    return chance(random, 0.5) ? "before" : "after";
  };
  return {
    random,
    scheduler,
    bank,
    monitor,
    faults,
    counted,
    crashes: () => crashes,
    call: async (work) => {
      const { gateway, crashed } = current;
      return await Promise.race([work(gateway), crashed]);
    },
    step: (label, weight = 1) => scheduler.pass(label, () => undefined, { weight }),
    look: (label, work) => scheduler.pass(label, () => work(monitor)),
    calm: () => {
      crashing = false;
      for (const name of Object.keys(faults) as (keyof Faults)[]) faults[name] = 0;
    },
    run: (done) => scheduler.run(done, strike),
    close: async () => {
      current.dead = true;
      await endConnections(monitor, current.database.pids());
      await monitor.end();
    },
  };
};

export const rails: readonly RailCode[] = ["card", "instant", "esadad", "cash"];
