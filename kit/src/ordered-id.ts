import { randomBytes } from "node:crypto";

let lastMs = -1;
let counter = 0;

/**
 * A UUID of version 7 (RFC 9562, section 5.7): its first 48 bits are the time in milliseconds,
 * then 12 bits that count within one (section 6.2, method 1), so that an index of new ids grows
 * at one end and ids of one process are in the order in which they were made.
 */
export const newOrderedId = (nowMs: number = Date.now()): string => {
  counter = nowMs === lastMs ? (counter + 1) & 0x0fff : 0;
  lastMs = nowMs;
  const bytes = randomBytes(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString("hex");
  return [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);
};
