import { createBoundedCache } from "@gov/kit/bounded-cache.ts";
import type { SsoConfig } from "#src/config.ts";
import { addressBucket, networkOf, type Bucket } from "#src/throttle/throttle.ts";

/** What a request to begin a sign-in meets. */
export type Asked = Readonly<
  /** `count`: so many are to be written down now, with what the request writes anyhow. */
  | { kind: "goOn"; count?: Readonly<{ bucket: Bucket; tries: number }> }
  | { kind: "full"; seconds: number }
>;

export type AuthLimit = Readonly<{
  ask: (address: string) => Asked;
  /** What was written down found no room: the address is refused from memory for so long. */
  refuse: (address: string, seconds: number) => void;
}>;

/**
 * So many of one address are counted here before the database hears of them together: most
 * addresses begin fewer, and many people behind one do not queue for its row.
 */
export const triesTogether = 10;

const mostAddresses = 20_000;
const rememberMs = 10_000;
/** Refused from memory no longer than this: then the database is asked anew. */
const mostRefusedS = 60;

type Limits = Pick<
  SsoConfig,
  "KEY_ENCRYPTION_KEY" | "AUTH_ADDRESS_BURST" | "AUTH_ADDRESS_PER_SECOND"
>;

/**
 * How many sign-ins an address may begin. The bucket is in the database, shared by all processes;
 * to ask costs no call to it.
 */
export const createAuthLimit = (config: Limits, clock: () => number = Date.now): AuthLimit => {
  const begun = createBoundedCache<number>(mostAddresses);
  const full = createBoundedCache<number>(mostAddresses);
  const size = {
    capacity: config.AUTH_ADDRESS_BURST,
    drainPerSecond: config.AUTH_ADDRESS_PER_SECOND,
  };
  const bucketOf = addressBucket(config.KEY_ENCRYPTION_KEY, "auth/address", size);
  const ask: AuthLimit["ask"] = (address) => {
    const network = networkOf(address);
    const nowMs = clock();
    const untilMs = full.get(network, nowMs);
    if (untilMs !== undefined) {
      return { kind: "full", seconds: Math.max(1, Math.ceil((untilMs - nowMs) / 1_000)) };
    }
    const tries = (begun.get(network, nowMs) ?? 0) + 1;
    const due = tries >= triesTogether;
    begun.set(network, due ? 0 : tries, nowMs + rememberMs);
    return due ? { kind: "goOn", count: { bucket: bucketOf(network), tries } } : { kind: "goOn" };
  };
  const refuse: AuthLimit["refuse"] = (address, seconds) => {
    const untilMs = clock() + Math.min(seconds, mostRefusedS) * 1_000;
    full.set(networkOf(address), untilMs, untilMs);
  };
  return { ask, refuse };
};
