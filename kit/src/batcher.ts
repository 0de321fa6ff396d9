/** Gathers single calls into batches. */
export type Batcher<I, O> = Readonly<{
  /** Resolves with the item's own result after the batch that carried it. */
  add: (item: I) => Promise<O>;
  /** Waits for what was added; what comes later is refused. */
  close: () => Promise<void>;
}>;

type Waiting<I, O> = { item: I; resolve: (result: O) => void; reject: (error: unknown) => void };

/** Items that may wait; more are refused at once, so that a stalled database shows early. */
const defaultMaxWaiting = 20_000;

export class BatcherFull extends Error {}

/** A batch that takes longer than this is not waited for: something holds it up. */
const patienceMs = 250;

/**
 * Natural batching, without a timer: a batch starts as soon as one of `maxInFlight` places is
 * free, and takes whatever has come by then, at most `maxItems`. Beside others it starts only with
 * `besideFrom` items or more, where a batch costs much whatever it carries, or when what runs has
 * long been running. `run` gives one result for each item, in order, or throws for all of them;
 * `place` (0 to `maxInFlight` − 1) is its own while it runs.
 */
export const createBatcher = <I, O>(options: {
  run: (items: readonly I[], place: number) => Promise<readonly O[]>;
  maxInFlight: number;
  maxItems: number;
  besideFrom?: number;
  maxWaiting?: number;
}): Batcher<I, O> => {
  const { run, maxInFlight, maxItems, besideFrom = 1, maxWaiting = defaultMaxWaiting } = options;
  const waiting: Waiting<I, O>[] = [];
  const free = Array.from({ length: maxInFlight }, (_, place) => place);
  const running = new Set<Promise<void>>();
  let scheduled = false;
  let closed = false;
  let startedMs = 0;

  const carry = async (batch: readonly Waiting<I, O>[], place: number): Promise<void> => {
    try {
      const results = await run(
        batch.map((one) => one.item),
        place,
      );
      if (results.length !== batch.length) throw new Error("a batch lost results");
      batch.forEach((one, index) => one.resolve(results[index] as O));
    } catch (error) {
      batch.forEach((one) => one.reject(error));
    }
  };

  const mayStart = (): boolean =>
    running.size === 0 || waiting.length >= besideFrom || Date.now() - startedMs > patienceMs;

  const start = (): void => {
    scheduled = false;
    while (waiting.length > 0 && mayStart()) {
      const place = free.pop();
      if (place === undefined) return;
      startedMs = Date.now();
      const batch = waiting.splice(0, maxItems);
      const going = carry(batch, place).finally(() => {
        running.delete(going);
        free.push(place);
        start();
      });
      running.add(going);
    }
  };

  const add = (item: I): Promise<O> => {
    if (closed) return Promise.reject(new Error("the batcher is closed"));
    if (waiting.length >= maxWaiting) return Promise.reject(new BatcherFull("too many wait"));
    return new Promise<O>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // At the end of this turn, so that what is added together goes together.
      if (scheduled) return;
      scheduled = true;
      setImmediate(start);
    });
  };

  const close = async (): Promise<void> => {
    closed = true;
    while (running.size > 0 || waiting.length > 0) {
      if (running.size === 0) start();
      await Promise.all(running);
    }
  };
  return { add, close };
};
