import { setImmediate as turn } from "node:timers/promises";
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
  /** It gives locks back, so that others may go on: the end of a transaction. */
  frees?: boolean;
}>;

type Gate = GateOptions & { label: string; release: () => Running };
type Running = {
  owner: Generation | undefined;
  pid: () => number | undefined;
  /** When it is done, locks are free that others may wait for. */
  frees: boolean;
  done: boolean;
  /** It was seen to wait for a lock, and no lock was given back since. */
  blocked: boolean;
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
  /** Lets everything through at once, in whatever order: for what comes after the last step. */
  open: () => void;
  steps: () => number;
  /** A number that stands for all the steps in their order: two runs of one seed have the same. */
  hash: () => string;
  trace: () => string;
}>;

/** Whether the process dies at this step: before it is carried out, after it, or not. */
export type Strike = (owner: Generation | undefined) => "before" | "after" | undefined;

/** PostgreSQL's processes that wait for a lock now, each with those that it waits for. */
export type LockWaiters = ReadonlyMap<number, readonly number[]>;

const lockLooksMs = 3;
const turnsToRest = 3;
const traceLines = 60;

const isInCircle = (pid: number, waiters: LockWaiters): boolean => {
  const seen = new Set<number>();
  const next = [...(waiters.get(pid) ?? [])];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    if (one === pid) return true;
    if (!seen.has(one)) next.push(...(waiters.get(one) ?? []));
    seen.add(one);
  }
  return false;
};

const pidsOf = (running: readonly Running[]): number[] =>
  running.flatMap((one) => (one.done ? [] : (one.pid() ?? [])));

/** Until one of them is done, or for a moment. */
const firstOf = async (running: readonly Running[]): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const moment = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, lockLooksMs);
  });
  await Promise.race([...running.map((one) => one.finished), moment]);
  clearTimeout(timer);
};

/**
 * Carries out one step at a time, chosen by the seed: every call to the database, to a rail and
 * of an actor waits here. A step that waits for another's lock in PostgreSQL is left waiting, and
 * the next is chosen when nothing moves any more, so that a seed gives the same run again.
 */
export const createScheduler = (input: {
  random: Random;
  lockWaiters: (pids: readonly number[]) => Promise<LockWaiters>;
  crash: (owner: Generation) => Promise<void>;
  /** Told of every step before it is carried out: time goes on. */
  tick: (step: number) => Promise<void> | undefined;
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
      frees: options.frees ?? false,
      done: false,
      blocked: false,
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
        // PostgreSQL gives back all that a failed transaction held.
        one.frees = true;
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

  const moving = (): Running[] => running.filter((one) => !one.done && !one.blocked);

  const noteFreed = (): void => {
    const freeing = running.filter((one) => one.done && one.frees);
    if (freeing.length === 0) return;
    for (const one of freeing) one.frees = false;
    for (const one of running) one.blocked = false;
  };

  /**
   * Waits until all that was released is done, or waits for a lock that another step holds. Who
   * waits in a circle is waited for: PostgreSQL ends it at once.
   */
  const stand = async (): Promise<void> => {
    for (;;) {
      noteFreed();
      if (moving().length === 0) return;
      await firstOf(moving());
      noteFreed();
      if (moving().length === 0) return;
      const waiters = await input.lockWaiters(pidsOf(running));
      for (const one of moving()) {
        const pid = one.pid() ?? -1;
        one.blocked = waiters.has(pid) && !isInCircle(pid, waiters);
      }
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
    for (let at = 0; at < line.length; at += 1) {
      hash = (Math.imul(hash, 31) + line.charCodeAt(at)) | 0;
    }
    recent.push(line);
    if (recent.length > traceLines) recent.shift();
  };

  const crash = async (owner: Generation): Promise<void> => {
    await input.crash(owner);
    // Who asked the dead process hears of its end.
    await rest();
  };

  /** One step: carried out, or the end of its process before it or after it. */
  const carryOut = async (gate: Gate, strike: ReturnType<Strike>): Promise<void> => {
    if (strike === "before" && gate.owner) return await crash(gate.owner);
    const one = gate.release();
    running.push(one);
    if (strike !== "after" || !gate.owner) return;
    one.deaf = true;
    await settle();
    await crash(gate.owner);
  };

  const run: Scheduler["run"] = async (done, struck) => {
    await rest();
    for (;;) {
      await settle();
      if (done()) return;
      // Before the choice: what is done at intervals may take a connection.
      await input.tick(steps + 1);
      const gate = choose(gates.filter((one) => one.ready?.() ?? true));
      if (!gate) throw new Error("nothing can go on");
      gates.splice(gates.indexOf(gate), 1);
      note(gate);
      await carryOut(gate, struck(gate.owner));
    }
  };

  const hashText = (): string => (hash >>> 0).toString(16);
  return {
    pass,
    run,
    bury: (owner) => {
      gates = gates.filter((gate) => gate.owner !== owner);
      running = running.filter((one) => one.owner !== owner);
      for (const one of running) one.blocked = false;
    },
    open: () => {
      opened = true;
      for (const gate of gates.splice(0)) gate.release();
    },
    steps: () => steps,
    hash: hashText,
    trace: () => `${steps} steps, ${hashText()}; last:\n${recent.join("\n")}`,
  };
};
