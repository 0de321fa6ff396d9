/** Remembers which providers do not answer, so that callers are told at once and since when. */
export type Breaker = Readonly<{
  /** Since when the provider is held to be down, or undefined when it may be asked. */
  downSince: (service: string) => Date | undefined;
  succeeded: (service: string) => void;
  failed: (service: string) => Date;
}>;

type State = { failures: number; since: Date; retryAt: number };

/** Opens after `limit` failures in a row and lets one request try again each `retryMs`. */
export const createBreaker = (limit: number, retryMs: number, now = Date.now): Breaker => {
  const states = new Map<string, State>();
  const downSince = (service: string): Date | undefined => {
    const state = states.get(service);
    if (!state || state.failures < limit) return undefined;
    if (now() < state.retryAt) return state.since;
    state.retryAt = now() + retryMs;
    return undefined;
  };
  const failed = (service: string): Date => {
    const state = states.get(service) ?? { failures: 0, since: new Date(now()), retryAt: 0 };
    state.failures += 1;
    state.retryAt = now() + retryMs;
    states.set(service, state);
    return state.since;
  };
  return { downSince, failed, succeeded: (service) => void states.delete(service) };
};
