import { randomBytes } from "node:crypto";

/**
 * A UUID of version 7 (RFC 9562, section 5.7): its first 48 bits are the time in milliseconds,
 * so that an index of new ids grows at one end.
 */
export const newTransferId = (now: number = Date.now()): string => {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString("hex");
  return [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);
};
