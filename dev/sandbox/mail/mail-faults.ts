/**
 * How the mail server can fail.
 * - `refuse`: the address is refused for good (550). `greylist`: not now, come again (451).
 * - `slow`: the answer to the letter waits `delayMs`.
 * - `cut`: the connection breaks before the letter is taken. `cutAfter`: it is taken, and the
 *   connection breaks before that is said.
 * - `refuseConnection`: the next connection is turned away (421).
 */
export const mailFaultKinds = [
  "refuse",
  "greylist",
  "slow",
  "cut",
  "cutAfter",
  "refuseConnection",
] as const;
export type MailFaultKind = (typeof mailFaultKinds)[number];

/** What a fault may be matched on. */
export const mailFaultFacts = ["to"] as const;

/** An answer of the server with its code. */
export class Refusal extends Error {
  readonly responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}
