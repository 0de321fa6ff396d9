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
  /** False where no lock can be in its way. */
  mayWait?: () => boolean;
  /** It gives locks back, so that others may go on: the end of a transaction. */
  frees?: boolean;
}>;

type Gate = GateOptions & { label: string; release: () => Running };
type Running = {
  owner: Generation | undefined;
  pid: () => number | undefined;
  mayWait: () => boolean;
  /** When it is done, locks are free that others may wait for. */
  frees: boolean;
  done: boolean;
  /** It was seen to wait for a lock, and no lock was given back since. */
  blocked: boolean;
  /** Its process stands still until those before it have had their turn. */
  still: boolean;
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
  /** No process of PostgreSQL is kept still any more: before its connections are closed. */
  letGo: () => void;
  steps: () => number;
  /** A number that stands for all the steps in their order: two runs of one seed have the same. */
  hash: () => string;
  trace: () => string;
}>;

/** Whether the process dies at this step: before it is carried out, after it, or not. */
export type Strike = (
  owner: Generation | undefined,
  step: string,
) => "before" | "after" | undefined;

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

/** Until one of them is done; where one may wait for a lock, for a moment at most. */
const firstOf = async (running: readonly Running[]): Promise<void> => {
  const finished = running.map((one) => one.finished);
  if (!running.some((one) => one.mayWait())) return await Promise.race(finished);
  let timer: NodeJS.Timeout | undefined;
  const moment = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, lockLooksMs);
  });
  await Promise.race([...finished, moment]);
  clearTimeout(timer);
};

/**
 * Carries out one step at a time, chosen by the seed: every call to the database, to a rail and
 * of an actor waits here. A step that waits for another's lock in PostgreSQL is left waiting, and
 * the next is chosen when nothing moves any more. Several that wait for a row which changes race for
 * it in PostgreSQL: all but the first are kept still, and go on one after another in the order of
 * their steps, so that a seed gives the same run again.
 */
export const createScheduler = (input: {
  random: Random;
  lockWaiters: (pids: readonly number[]) => Promise<LockWaiters>;
  /** PostgreSQL's process stands still, or goes on. */
  still: (pid: number, stands: boolean) => void;
  /** Ends a statement that waits in a circle of locks, as PostgreSQL would by its own timer. */
  breakCircle: (pid: number) => Promise<void>;
  crash: (owner: Generation) => Promise<void>;
  /** Told of every step before it is carried out: time goes on. */
  tick: (step: number) => Promise<void> | undefined;
  /** Told of every step as it is taken. */
  told?: ((line: string) => void) | undefined;
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
      mayWait: options.mayWait ?? (() => false),
      frees: options.frees ?? false,
      done: false,
      blocked: false,
      still: false,
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

  const blockedOnes = (): Running[] => running.filter((one) => one.blocked && !one.done);

  const setStill = (one: Running, stands: boolean): void => {
    const pid = one.pid();
    if (one.still === stands || pid === undefined) return;
    one.still = stands;
    input.still(pid, stands);
  };

  const letGo = (): void => {
    for (const one of running) setStill(one, false);
  };

  /** Whether locks were given back that others may wait for. */
  const takeFreed = (): boolean => {
    const freeing = running.filter((one) => one.done && one.frees);
    for (const one of freeing) one.frees = false;
    return freeing.length > 0;
  };

  const lookForLocks = async (): Promise<void> => {
    const waiters = await input.lockWaiters(pidsOf(running));
    for (const one of moving()) {
      const pid = one.pid() ?? -1;
      if (!waiters.has(pid)) continue;
      if (isInCircle(pid, waiters)) await input.breakCircle(pid);
      else one.blocked = true;
    }
  };

  /** Waits until all that was released is done, or waits for a lock that another step holds. */
  const stand = async (): Promise<void> => {
    let turns: Running[] = [];
    for (;;) {
      if (takeFreed()) turns = blockedOnes();
      if (moving().length === 0) {
        const next = turns.shift();
        if (!next) break;
        next.blocked = false;
        setStill(next, false);
        continue;
      }
      await firstOf(moving());
      if (moving().some((one) => one.mayWait())) await lookForLocks();
    }
    for (const [place, one] of blockedOnes().entries()) setStill(one, place > 0);
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
    input.told?.(line);
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
      await carryOut(gate, struck(gate.owner, gate.label));
    }
  };

  const hashText = (): string => (hash >>> 0).toString(16);
  return {
    pass,
    run,
    bury: (owner) => {
      gates = gates.filter((gate) => gate.owner !== owner);
      for (const one of running) setStill(one, false);
      running = running.filter((one) => one.owner !== owner);
    },
    open: () => {
      opened = true;
      letGo();
      for (const gate of gates.splice(0)) gate.release();
    },
    letGo,
    steps: () => steps,
    hash: hashText,
    trace: () => `${steps} steps, ${hashText()}; last:\n${recent.join("\n")}`,
  };
};
