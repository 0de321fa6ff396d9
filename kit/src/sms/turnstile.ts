/** Lets a bounded number of works run at once, and a bounded number wait in order. */
export type Turnstile = {
  /** What the work gives, or undefined when too many are waiting: then it was not begun. */
  pass<T>(work: () => Promise<T>): Promise<T | undefined>;
};

export function createTurnstile(limits: { places: number; waiting: number }): Turnstile {
  const queue: (() => void)[] = [];
  let free = limits.places;
  return {
    async pass(work) {
      if (free > 0) free -= 1;
      else if (queue.length >= limits.waiting) return undefined;
      else await new Promise<void>((go) => queue.push(go));
      try {
        return await work();
      } finally {
        const next = queue.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}
