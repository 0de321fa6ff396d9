import { randomUUID } from "node:crypto";

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
  const time = nowMs.toString(16).padStart(12, "0");
  const count = counter.toString(16).padStart(3, "0");
  // The rest of a version 4: the same variant, and bits that are as random.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}${randomUUID().slice(18)}`;
};
