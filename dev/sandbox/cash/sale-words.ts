import type { Sale } from "./books.ts";
import type { Answer } from "./gateway-client.ts";
import { collectionSchema, type Collection } from "./gateway-schema.ts";

/** A sale as the gateway's answer leaves it. */
export const withCollection = (sale: Sale, collection: Collection): Sale => ({
  ...sale,
  state: collection.status === "reserved" ? "reserved" : "cancelled",
  collectionId: collection.id,
  amountMinor: BigInt(collection.amount.amountMinor),
  currency: collection.amount.currency,
  slipNumber: collection.slipNumber,
  description: collection.description,
});

export const refusedSale = (
  sale: Sale,
  { problem }: Extract<Answer, { kind: "refused" }>,
): Sale => ({
  ...sale,
  state: "refused",
  said: { type: problem.type.replace(/^.*:/, ""), title: problem.title },
});

export const confirmedSale = (sale: Sale, { body }: Extract<Answer, { kind: "done" }>): Sale => {
  const receiptNumber = collectionSchema.safeParse(body).data?.receiptNumber;
  const { said: _said, ...rest } = sale;
  const confirmedAt = new Date().toISOString();
  return { ...rest, state: "confirmed", confirmedAt, ...(receiptNumber ? { receiptNumber } : {}) };
};
