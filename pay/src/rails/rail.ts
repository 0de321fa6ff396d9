import type { Money } from "@gov/kit/money.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import type { Result } from "@gov/kit/result.ts";

export const railCodes = ["card", "esadad", "instant", "cash"] as const;
export type RailCode = (typeof railCodes)[number];

/** An attempt as its rail sees it. `chargeId` is our order id, stored before the rail hears it. */
export type RailCharge = Readonly<{
  chargeId: string;
  amount: Money;
  billingNumber: string;
  description: Text;
  billerName: Text;
  lang: Lang;
  /** Where the rail sends the payer afterwards, and where it sends one who gave up. */
  returnUrl: string;
  cancelUrl: string;
  expiresAt: Date;
  /** What this rail's `open` gave to keep. */
  state: unknown;
}>;

export type Opened = Readonly<{ redirectUrl: string; state: unknown }>;

/** The rail's word about an attempt. */
export type RailWord =
  | Readonly<{
      kind: "taken";
      /** All that it took for this attempt, and what of that it gave back. */
      takenMinor: bigint;
      returnedMinor: bigint;
      reference: string;
      /** What of it the payer's bank took back from us, a part of the whole: a person must look. */
      chargedBackMinor?: bigint;
      /** What of it the rail keeps for its work, borne by the biller. */
      feeMinor?: bigint;
      /** What may be shown of the means of payment: `VISA ····1019`. */
      means: string | undefined;
    }>
  /** It took money for this attempt and took all of it back: a void, a chargeback. */
  | Readonly<{ kind: "takenBack"; reason: "void" | "chargeback" }>
  | Readonly<{ kind: "declined"; reason: DeclineReason }>
  | Readonly<{ kind: "notTried" }>
  | Readonly<{ kind: "undecided" }>
  /** It speaks of another amount or currency than we asked for: nothing is believed. */
  | Readonly<{ kind: "contradicts"; detail: string }>;

export type DeclineReason = "declined" | "insufficientFunds" | "expiredCard" | "notAuthenticated";

export type RailSilence = "noAnswer";
export type OpenError = RailSilence | "refused";
export type RefundWord = "returned" | "refused" | "undecided";

/** A way to pay. Every call may be made again with the same arguments and does nothing twice. */
export type Rail = Readonly<{
  code: RailCode;
  open: (charge: RailCharge) => Promise<Result<Opened, OpenError>>;
  ask: (charge: Pick<RailCharge, "chargeId" | "amount">) => Promise<Result<RailWord, RailSilence>>;
  refund: (
    charge: Pick<RailCharge, "chargeId">,
    refund: Readonly<{ transactionId: string; amount: Money }>,
  ) => Promise<Result<RefundWord, RailSilence>>;
}>;

export type Rails = Readonly<Partial<Record<RailCode, Rail>>>;
