import { setImmediate as turn, setTimeout as delay } from "node:timers/promises";
import type { Random } from "./random.ts";

/** One run of the gateway's process, from its start to its crash. */
export type Generation = { readonly number: number; dead: boolean };

export type GateOptions = Readonly<{
  /** The process that waits here; a step of the outside world has none. */
  owner?: Generation | undefined;
  /** How likely it is chosen, against others. */
  weight?: number;
  /** False while it could only wait, e.g. for a connection. */
  ready?: () => boolean;
  /** PostgreSQL's process that carries it out, which may wait for a lock. */
  pid?: () => number | undefined;
}>;

type Gate = GateOptions & { label: string; release: () => Running };
type Running = {
  owner: Generation | undefined;
  pid: () => number | undefined;
  done: boolean;
  finished: Promise<void>;
  /** Gives the result to who waits for it. */
  deliver: () => void;
  deaf: boolean;
};

export type Scheduler = Readonly<{
  /** Waits until it is chosen, then does the work. A dead process never hears of it. */
  pass: <T>(label: string, work: () => Promise<T> | T, options?: GateOptions) => Promise<T>;
  /** Chooses one step after another until `done`. `struck` is told of each and may crash one. */
  run: (done: () => boolean, struck: Strike) => Promise<void>;
  /** Forgets whatever a dead process waits for. */
  bury: (owner: Generation) => void;
  /** Lets everything through at once, in whatever order: for checks after the last step. */
  open: () => void;
  steps: () => number;
  trace: () => string;
}>;

/** Whether the process dies at this step: before it is carried out, after it, or not. */
export type Strike = (owner: Generation | undefined) => "before" | "after" | undefined;

const lockLooksMs = 2;
const turnsToRest = 4;

/**
 * Carries out one step at a time, chosen by the seed: every call to the database, to a rail and
 * of an actor waits here. A step that waits for another's lock in PostgreSQL is left waiting, and
 * the next is chosen when nothing moves any more, so that a seed gives the same run again.
 */
export const createScheduler = (input: {
  random: Random;
  /** Those of PostgreSQL's processes that wait for a lock now. */
  lockWaiters: () => Promise<ReadonlySet<number>>;
  crash: (owner: Generation) => Promise<void>;
}): Scheduler => {
  const { random } = input;
  let gates: Gate[] = [];
  let running: Running[] = [];
  let opened = false;
  let steps = 0;
  let hash = 0;
  const recent: string[] = [];

  const start = <T>(
    work: () => Promise<T> | T,
    options: GateOptions,
    tell: { resolve: (value: T) => void; reject: (error: unknown) => void },
  ): Running => {
    const one: Running = {
      owner: options.owner,
      pid: options.pid ?? (() => undefined),
      done: false,
      finished: Promise.resolve(),
      deliver: () => undefined,
      deaf: false,
    };
    const hears = (): boolean => !one.deaf && !options.owner?.dead;
    const carry = async (): Promise<void> => {
      try {
        const value = await work();
        one.deliver = () => void (hears() && tell.resolve(value));
      } catch (error) {
        one.deliver = () => void (hears() && tell.reject(error));
      }
      one.done = true;
      if (opened) one.deliver();
    };
    one.finished = carry();
    return one;
  };

  const pass: Scheduler["pass"] = (label, work, options = {}) =>
    new Promise((resolve, reject) => {
      if (options.owner?.dead) return;
      const release = () => start(work, options, { resolve, reject });
      if (opened) release();
      else gates.push({ ...options, label, release });
    });

  const rest = async (): Promise<void> => {
    for (let turns = 0; turns < turnsToRest; turns += 1) await turn();
  };

  /** Waits until all that was released is done, or waits for a lock that another step holds. */
  const stand = async (): Promise<void> => {
    for (;;) {
      await rest();
      const moving = running.filter((one) => !one.done);
      if (moving.length === 0) return;
      await Promise.race([...moving.map((one) => one.finished), delay(lockLooksMs)]);
      await rest();
      const left = running.filter((one) => !one.done);
      if (left.length === 0) return;
      const waiters = await input.lockWaiters();
      await rest();
      const still = running.filter((one) => !one.done);
      const allWait = still.every((one) => waiters.has(one.pid() ?? -1));
      if (still.length === left.length && allWait) return;
    }
  };

  /** Results are given in the order of the steps, whichever socket was read first. */
  const settle = async (): Promise<void> => {
    await stand();
    const done = running.filter((one) => one.done);
    running = running.filter((one) => !one.done);
    for (const one of done) {
      one.deliver();
      await rest();
    }
  };

  const choose = (open: readonly Gate[]): Gate | undefined => {
    const total = open.reduce((sum, gate) => sum + (gate.weight ?? 1), 0);
    let left = random() * total;
    for (const gate of open) {
      left -= gate.weight ?? 1;
      if (left < 0) return gate;
    }
    return open.at(-1);
  };

  const note = (gate: Gate): void => {
    steps += 1;
    const line = `${gate.owner?.number ?? "-"} ${gate.label}`;
    for (const letter of line) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0;
    recent.push(line);
    if (recent.length > 60) recent.shift();
  };

  const run: Scheduler["run"] = async (done, struck) => {
    for (;;) {
      await settle();
      if (done()) return;
      const open = gates.filter((gate) => gate.ready?.() ?? true);
      const gate = choose(open);
      if (!gate) {
        if (running.length === 0) throw new Error("nothing can go on");
        // A circle of locks: PostgreSQL breaks it.
        await Promise.race(running.map((one) => one.finished));
        continue;
      }
      gates.splice(gates.indexOf(gate), 1);
      note(gate);
      const strike = struck(gate.owner);
      if (strike === "before" && gate.owner) {
        await input.crash(gate.owner);
        continue;
      }
      const one = gate.release();
      running.push(one);
      if (strike === "after" && gate.owner) {
        one.deaf = true;
        await settle();
        await input.crash(gate.owner);
      }
    }
  };

  return {
    pass,
    run,
    bury: (owner) => {
      gates = gates.filter((gate) => gate.owner !== owner);
      running = running.filter((one) => one.owner !== owner);
    },
    open: () => {
      opened = true;
      for (const gate of gates.splice(0)) gate.release();
    },
    steps: () => steps,
    trace: () => `${steps} steps, ${(hash >>> 0).toString(16)}; last:\n${recent.join("\n")}`,
  };
};
