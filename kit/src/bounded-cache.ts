/** Keeps values for a time, and no more of them than fit: the oldest goes first. */
export type BoundedCache<V> = Readonly<{
  get: (key: string, nowMs: number) => V | undefined;
  set: (key: string, value: V, untilMs: number) => void;
}>;

export const createBoundedCache = <V>(maxEntries: number): BoundedCache<V> => {
  const kept = new Map<string, Readonly<{ value: V; untilMs: number }>>();
  return {
    get: (key, nowMs) => {
      const found = kept.get(key);
      if (found && found.untilMs > nowMs) return found.value;
      if (found) kept.delete(key);
      return undefined;
    },
    set: (key, value, untilMs) => {
      kept.delete(key);
      kept.set(key, { value, untilMs });
      const [oldest] = kept.keys();
      if (kept.size > maxEntries && oldest !== undefined) kept.delete(oldest);
    },
  };
};
