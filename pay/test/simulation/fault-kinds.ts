/** Everything that goes wrong in a simulation; a long run in which one never did has failed. */
export const faultKinds = [
  // A rail: the call or its answer is lost, it refuses, it says what cannot be, it is undecided.
  "lost",
  "answerDropped",
  "refused",
  "contradicted",
  "undecided",
  // It did a refund, its answer was lost, and it refuses the same refund when asked again.
  "refusedThoughDone",
  // A payer at a rail's page.
  "declined",
  "decidedLate",
  "gaveUp",
  "paidAfterGivingUp",
  "paidTwice",
  "leftOpen",
  // A bank that takes money first and tells us then.
  "toldTwice",
  "toldAgain",
  "toldOtherAmount",
  "paidShort",
  "paidTooMuch",
  "paidOtherCurrency",
  "reversed",
  "reversedAgain",
  // An agent with the cash on the counter.
  "floatShort",
  "confirmedLate",
  "cashGivenBack",
  "voided",
  // A biller's refund, and the ears of its system.
  "refundRejected",
  "refundRefusedByRail",
  "refundWithdrawn",
  "webhookLost",
  "webhookAnswerLost",
  "webhookRefused",
  // The gateway's process, at a step: before it or after it.
  "crashedBefore",
  "crashedAfter",
] as const;
export type FaultKind = (typeof faultKinds)[number];
export type Count = (kind: FaultKind) => void;
