import { randomUUID } from "node:crypto";

/**
 * A UUID of version 7 (RFC 9562, section 5.7): its first 48 bits are the time in milliseconds,
 * so that an index of new ids grows at one end.
 */
export const newTransferId = (now: number = Date.now()): string => {
  const time = now.toString(16).padStart(12, "0");
  // The rest of a version 4: the same variant, and bits that are as random.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
};
