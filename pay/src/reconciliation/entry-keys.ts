import { chargeReference } from "#src/rails/instant/charge-reference.ts";
import { returnTransactionId } from "#src/rails/instant/iso/return-transfer.ts";
import type { RailCode } from "#src/rails/rail.ts";

/** What is known of a leg on a rail's account, and of the charge that it comes from. */
export type LegFacts = Readonly<{
  rail: RailCode;
  kind: "capture" | "surplus" | "refund" | "reversal" | "fee";
  /** The charge that the rail knows: a basket's where the leg is of a share. */
  orderCharge: string;
  railReference: string | null;
  /** What we asked a refund to be called. */
  refundName: string | null;
  /** E-SADAD's own id of the payment; the bank's of an instant credit. */
  trx: string | null;
  bankReference: string | null;
  /** A company's collection, its own number for it, and for a refund paid out at a counter. */
  collection: string | null;
  company: string | null;
  saleReference: string | null;
  payoutReference: string | null;
  payoutCompany: string | null;
}>;

export type EntryKeys = Readonly<{ party: string; order: string; reference: string }>;

const cashKeys = (leg: LegFacts): EntryKeys => ({
  party: leg.payoutCompany ?? leg.company ?? "",
  order: leg.collection ?? leg.orderCharge,
  reference:
    (leg.kind === "refund" ? leg.payoutReference : leg.kind === "capture" && leg.saleReference) ||
    "",
});

const instantKeys = (leg: LegFacts): EntryKeys => {
  const order = leg.bankReference ?? leg.orderCharge;
  const back =
    leg.kind === "refund" && leg.refundName !== null
      ? returnTransactionId(chargeReference(leg.orderCharge), leg.refundName)
      : "";
  return { party: "", order, reference: leg.kind === "capture" ? order : back };
};

const esadadKeys = (leg: LegFacts): EntryKeys => {
  const order = leg.trx ?? leg.orderCharge;
  const back = leg.kind === "refund" ? `${leg.orderCharge}/${leg.refundName ?? ""}` : "";
  return { party: "", order, reference: leg.kind === "capture" ? order : back };
};

const cardKeys = (leg: LegFacts): EntryKeys => ({
  party: "",
  order: leg.orderCharge,
  reference:
    (leg.kind === "refund" ? leg.refundName : leg.kind === "capture" && leg.railReference) || "",
});

/** By which names the rail's file speaks of what this leg moved. */
export const entryKeys = (leg: LegFacts): EntryKeys => {
  switch (leg.rail) {
    case "card":
      return cardKeys(leg);
    case "esadad":
      return esadadKeys(leg);
    case "instant":
      return instantKeys(leg);
    case "cash":
      return cashKeys(leg);
  }
};
