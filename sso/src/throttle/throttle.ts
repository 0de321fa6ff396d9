import { deriveKey, hmacSha256 } from "@gov/kit/crypto.ts";
import { isIP } from "node:net";

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
  "sms/phone": [12, 600],
  "sms/address": [60, 5],
  "totp/account": [6, 60],
  "mandate/account": [10, 600],
  "recovery/account": [6, 300],
  "mail/address": [6, 300],
  "registry/person": [6, 600],
  "registry/address": [30, 30],
  "registration/address": [20, 60],
  "pending/address": [4, 3_600],
  "recovery/person": [6, 600],
  "recovery/address": [30, 30],
  "phone-change/account": [2, 43_200],
  "approval/account": [5, 120],
} as const satisfies Record<string, readonly [capacity: number, secondsEach: number]>;

export type BucketKind = keyof typeof limits;
export type Buckets = (kind: BucketKind, ...about: string[]) => Bucket;

/**
 * What addresses are counted by, as PostgreSQL writes networks. Whoever has one IPv6 address has
 * 2^64 of them, so they count by their first half.
 */
export const networkOf = (address: string): string => {
  if (isIP(address) !== 6) return address;
  // The URL parser writes every address in one way: lower case, at most one `::`.
  const shortest = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [start = "", end = ""] = shortest.split("::");
  const left = start === "" ? [] : start.split(":");
  const right = end === "" ? [] : end.split(":");
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return `${[...left, ...zeros, ...right].slice(0, 4).join(":")}::/64`;
};

/**
 * Buckets by what they count; the database sees only a keyed hash of it. Where an address is
 * counted it comes last.
 */
export const createBuckets = (encryptionKey: Uint8Array): Buckets => {
  const key = deriveKey(encryptionKey, "sso/throttle");
  return (kind, ...about) => {
    const [capacity, secondsEach] = limits[kind];
    const counted = kind.endsWith("address") ? about.map(networkOf) : about;
    return {
      key: hmacSha256(key, JSON.stringify([kind, ...counted])),
      capacity,
      drainPerSecond: 1 / secondsEach,
    };
  };
};

/** Buckets of networks, of a size that operators choose. */
export const addressBucket = (
  encryptionKey: Uint8Array,
  kind: string,
  size: Readonly<{ capacity: number; drainPerSecond: number }>,
): ((network: string) => Bucket) => {
  const key = deriveKey(encryptionKey, "sso/throttle");
  return (network) => ({ key: hmacSha256(key, JSON.stringify([kind, network])), ...size });
};

/** What sending a code counts against: one phone rings for all accounts that name it. */
export const smsBuckets = (
  buckets: Buckets,
  to: { accountId: string; phone: string; address: string },
): Bucket[] => [
  buckets("sms/account", to.accountId),
  buckets("sms/phone", to.phone),
  buckets("sms/address", to.address),
];

export type PasswordTrier = Readonly<{
  identifier: string;
  address: string;
  device: string | undefined;
}>;

/**
 * What a password try counts against. A browser that signed in to this account before has a
 * bucket of its own: whoever guesses from elsewhere cannot lock its owner out.
 */
export const passwordBuckets = (buckets: Buckets, who: PasswordTrier): Bucket[] => {
  if (who.device !== undefined) return [buckets("password/device", who.identifier, who.device)];
  return [
    buckets("password/account+address", who.identifier, who.address),
    buckets("password/account", who.identifier),
    buckets("password/address", who.address),
  ];
};

/**
 * What a try counts against when many addresses have filled the account's bucket and this one
 * signed in to it before: its owner at home, in a browser that forgot its cookies.
 */
export const familiarBuckets = (buckets: Buckets, who: PasswordTrier): Bucket[] => [
  buckets("password/account+address", who.identifier, who.address),
  buckets("password/address", who.address),
];
