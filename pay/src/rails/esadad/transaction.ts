/** A payment as the hub tells of it, by its JOEBPPSTrx. Its whole life is the table below. */
export const esadadTransactionStatuses = ["heard", "settled", "takenBack", "reversed"] as const;
export type EsadadTransactionStatus = (typeof esadadTransactionStatuses)[number];

export const esadadTransactionEvents = ["posted", "tookBack", "postedReversal"] as const;
export type EsadadTransactionEvent = (typeof esadadTransactionEvents)[number];

type Transition = readonly [
  from: EsadadTransactionStatus,
  event: EsadadTransactionEvent,
  to: EsadadTransactionStatus,
];

/** A payment that is not posted yet is posted before it is reversed: nothing is left out. */
export const esadadTransitions: readonly Transition[] = [
  ["heard", "posted", "settled"],
  ["settled", "tookBack", "takenBack"],
  ["takenBack", "postedReversal", "reversed"],
];

/** The status that the event is legal from, and where it leads: both are fixed by the table. */
export const transitionOf = (event: EsadadTransactionEvent): Transition => {
  const found = esadadTransitions.find((one) => one[1] === event);
  if (!found) throw new Error(`no transition for ${event}`);
  return found;
};
