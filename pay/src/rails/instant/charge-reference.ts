/**
 * A charge id as banks carry it: the UUID's number in base 36, 25 characters, the longest that
 * the reference label of an EMV QR code takes. It is the EndToEndId of every message.
 */
export const chargeReference = (chargeId: string): string =>
  BigInt(`0x${chargeId.replaceAll("-", "")}`)
    .toString(36)
    .toUpperCase()
    .padStart(25, "0");

const largestUuid = (1n << 128n) - 1n;

/** The charge id of a reference; undefined where it is none of ours, e.g. NOTPROVIDED. */
export const chargeIdOf = (reference: string): string | undefined => {
  if (!/^[0-9A-Z]{25}$/.test(reference)) return undefined;
  let value = 0n;
  for (const character of reference) value = value * 36n + BigInt(Number.parseInt(character, 36));
  if (value > largestUuid) return undefined;
  const hex = value.toString(16).padStart(32, "0");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};
