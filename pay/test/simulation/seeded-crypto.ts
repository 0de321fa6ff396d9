import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { createRandom, type Random } from "./random.ts";

const fill = (random: Random, bytes: Uint8Array): void => {
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Math.floor(random() * 256);
};

const seeded = (random: Random) => {
  const randomBytes = (size: number): Buffer => {
    const bytes = Buffer.alloc(size);
    fill(random, bytes);
    return bytes;
  };
  const randomInt = (from: number, below?: number): number => {
    const [min, max] = below === undefined ? [0, from] : [from, below];
    return min + Math.floor(random() * (max - min));
  };
  const randomUUID = (): string => {
    const hex = randomBytes(16).toString("hex");
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20),
    ].join("-");
  };
  return { randomBytes, randomInt, randomUUID };
};

/**
 * From now on what this process draws (ids, numbers, nonces) comes from the seed. Gives the way
 * back to real randomness.
 */
export const seedCrypto = (seed: number): (() => void) => {
  const { randomBytes, randomInt, randomUUID } = crypto;
  Object.assign(crypto, seeded(createRandom(~seed)));
  syncBuiltinESMExports();
  return () => {
    Object.assign(crypto, { randomBytes, randomInt, randomUUID });
    syncBuiltinESMExports();
  };
};
