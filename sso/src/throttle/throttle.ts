import { deriveKey, hmacSha256 } from "@gov/kit/crypto.ts";

/** A bucket that fills by one with each try that failed and drains with time. */
export type Bucket = Readonly<{ key: Buffer; capacity: number; drainPerSecond: number }>;

/** How much each kind of try may fail: the first number at once, then one each so many seconds. */
const limits = {
  "password/account+address": [6, 60],
  "password/account": [30, 60],
  "password/address": [100, 2],
  "password/device": [10, 60],
  "code/account": [10, 300],
  "sms/account": [6, 120],
  "sms/address": [60, 5],
  "totp/account": [6, 60],
  "recovery/account": [6, 300],
} as const satisfies Record<string, readonly [capacity: number, secondsEach: number]>;

export type BucketKind = keyof typeof limits;
export type Buckets = (kind: BucketKind, ...about: string[]) => Bucket;

/** Buckets by what they count; the database sees only a keyed hash of it. */
export const createBuckets = (encryptionKey: Uint8Array): Buckets => {
  const key = deriveKey(encryptionKey, "sso/throttle");
  return (kind, ...about) => {
    const [capacity, secondsEach] = limits[kind];
    return {
      key: hmacSha256(key, JSON.stringify([kind, ...about])),
      capacity,
      drainPerSecond: 1 / secondsEach,
    };
  };
};

/**
 * What a password try counts against. A browser that signed in to this account before has a
 * bucket of its own: whoever guesses from elsewhere cannot lock its owner out.
 */
export const passwordBuckets = (
  buckets: Buckets,
  who: { identifier: string; address: string; device: string | undefined },
): Bucket[] =>
  who.device === undefined
    ? [
        buckets("password/account+address", who.identifier, who.address),
        buckets("password/account", who.identifier),
        buckets("password/address", who.address),
      ]
    : [buckets("password/device", who.identifier, who.device)];
