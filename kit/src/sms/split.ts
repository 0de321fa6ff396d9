import { gsm7Septets } from "./gsm7.ts";

/** `short_message`, `data_coding` and `esm_class` of one submit_sm. */
export type SmsPart = { shortMessage: Buffer; dataCoding: number; esmClass: number };

const udhIndicator = 0x40;
const gsm7 = { dataCoding: 0x00, single: 160, concatenated: 153 };
const ucs2 = { dataCoding: 0x08, single: 140, concatenated: 134 };

/**
 * A text as one part, or as parts with a concatenation header (3GPP TS 23.040, 9.2.3.24.1):
 * 160/153 characters in the GSM alphabet, 70/67 UTF-16 units otherwise, as Arabic always is.
 * A pair that belongs together (escape, surrogate) is never torn apart. `reference` is the
 * number that the parts share, 0 to 255.
 */
export function splitSms(text: string, reference: number): SmsPart[] {
  const characters = Array.from(text);
  const septets = characters.map(gsm7Septets);
  const inGsm7 = septets.every((one) => one !== undefined);
  const coding = inGsm7 ? gsm7 : ucs2;
  const units = inGsm7
    ? septets.map((one) => Buffer.from(one))
    : characters.map((one) => Buffer.from(one, "utf16le").swap16());
  const whole = Buffer.concat(units);
  if (whole.length <= coding.single) {
    return [{ shortMessage: whole, dataCoding: coding.dataCoding, esmClass: 0 }];
  }
  const bodies = fill(units, coding.concatenated);
  return bodies.map((body, at) => {
    const header = Buffer.from([0x05, 0x00, 0x03, reference & 0xff, bodies.length, at + 1]);
    return {
      shortMessage: Buffer.concat([header, body]),
      dataCoding: coding.dataCoding,
      esmClass: udhIndicator,
    };
  });
}

function fill(units: readonly Buffer[], most: number): Buffer[] {
  const bodies: Buffer[][] = [];
  let room = 0;
  for (const unit of units) {
    if (unit.length > room) {
      bodies.push([]);
      room = most;
    }
    bodies.at(-1)?.push(unit);
    room -= unit.length;
  }
  return bodies.map((body) => Buffer.concat(body));
}
