/** Keeps what a process works on leased for as long as the process lives and works on it. */
export type LeaseKeeper<T> = Readonly<{
  /** Renews from now on; the function given back ends that. */
  hold: (held: T) => () => void;
}>;

/**
 * A lease is short and renewed every `renewEveryMs`, all that is held in one call: a process that
 * dies leaves nothing locked for longer than one lease. What is given back before the first
 * renewal costs nothing. A renewal that fails is harmless: a lease that runs out is taken over,
 * and whoever lost it must find that out before it commits.
 */
export const createLeaseKeeper = <T>(options: {
  renewEveryMs: number;
  renew: (held: readonly T[]) => Promise<void>;
}): LeaseKeeper<T> => {
  const since = new Map<T, number>();
  let timer: NodeJS.Timeout | undefined;
  let renewing = false;

  const renewOld = async (): Promise<void> => {
    const takenBefore = Date.now() - options.renewEveryMs / 2;
    const old = [...since].filter(([, at]) => at <= takenBefore).map(([held]) => held);
    if (old.length === 0 || renewing) return;
    renewing = true;
    try {
      await options.renew(old);
    } catch {
      // Tried again at the next turn; until then the lease runs on.
    } finally {
      renewing = false;
    }
  };
  const hold = (held: T): (() => void) => {
    since.set(held, Date.now());
    timer ??= setInterval(() => void renewOld(), options.renewEveryMs).unref();
    return () => {
      since.delete(held);
      if (since.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  };
  return { hold };
};
