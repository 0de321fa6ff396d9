/**
 * How the SMS centre can fail.
 * - `refuse`: the message is refused (ESME_RSUBMITFAIL). `throttle`: not now (ESME_RTHROTTLED).
 * - `drop`: accepted, but the phone never gets it; its receipt says undeliverable.
 * - `delay`: the answer waits `delayMs`. `lateDelivery`: the phone gets it `delayMs` later.
 * - `noAnswer`: delivered, never answered. `disconnect`: delivered, then the connection breaks.
 * - `duplicateReceipt`: the delivery receipt comes twice.
 * - `refuseBind`: the next bind is refused (ESME_RBINDFAIL).
 * - `deaf`: enquire_link is not answered.
 */
export const smsFaultKinds = [
  "refuse",
  "throttle",
  "drop",
  "delay",
  "lateDelivery",
  "noAnswer",
  "disconnect",
  "duplicateReceipt",
  "refuseBind",
  "deaf",
] as const;
export type SmsFaultKind = (typeof smsFaultKinds)[number];

/** What a fault may be matched on. `operation`: `BIND`, `SUBMIT`, `ENQUIRE`. */
export const smsFaultFacts = ["operation", "to"] as const;

export const submitFaults = smsFaultKinds.filter(
  (kind) => kind !== "refuseBind" && kind !== "deaf",
);

export const smppStatus = {
  ok: 0x00,
  invalidBindStatus: 0x04,
  alreadyBound: 0x05,
  invalidDestination: 0x0b,
  bindFailed: 0x0d,
  invalidPassword: 0x0e,
  submitFailed: 0x45,
  throttled: 0x58,
} as const;
