import { randomUUID } from "node:crypto";
import { cards, type Bank } from "../bank.ts";
import { newBill, type Called, type Caller } from "../pay-world.ts";

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
// Longer than all the kills together, on a machine that is busy with other things too.
const storyWithinMs = 300_000;

/** Repeats what was refused by a dead party's address until somebody answers there. */
export const untilReached = async <T>(ask: () => Promise<T>): Promise<T> => {
  const deadline = Date.now() + storyWithinMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(50);
    }
  }
};

/** Repeats a call with its key through crashes, as a careful caller does, until it is answered. */
export const insist = async (call: () => Promise<Called>): Promise<Called> => {
  const deadline = Date.now() + storyWithinMs;
  // Waits grow, or many who insist leave no processor to what they wait for.
  for (let waitMs = 50; ; waitMs = Math.min(waitMs * 1.5, 1_000)) {
    const answer = await call().catch(() => undefined);
    const again = !answer || answer.status >= 500 || answer.json?.type?.endsWith("in-flight");
    if (answer && !again) return answer;
    if (Date.now() > deadline) throw new Error(`no answer: ${JSON.stringify(answer?.json)}`);
    await pause(waitMs);
  }
};

/** Ways in which the bank keeps us waiting while the money may already have moved. */
export const hesitate = async (bank: Bank, random: () => number): Promise<void> => {
  const operations = ["INITIATE_CHECKOUT", "RETRIEVE_ORDER", "REFUND"] as const;
  for (let many = 0; many < 3; many += 1) {
    const operation = operations[Math.floor(random() * operations.length)];
    const kinds = ["hold", "lateAnswer", "lateDone", "dropMidAnswer", "error500Done"] as const;
    const kind = kinds[Math.floor(random() * kinds.length)];
    await bank.fault({ kind, match: { operation }, delayMs: Math.floor(random() * 300) });
  }
};

/** A browser goes where it is sent; a crash there is an error page that the payer closes. */
const follow = async (url: string | undefined): Promise<void> => {
  if (!url) return;
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  await answer?.body?.cancel();
};

/** What was acknowledged to the portal. */
export type Story = Readonly<{ billId: string; chargeId: string }>;

/** One bill, its charge and a payer, while anything may die at any moment. */
export const payThroughCrashes = async (input: {
  portal: Caller;
  bank: Bank;
  random: () => number;
}): Promise<Story> => {
  const { portal, bank, random } = input;
  const keys = [randomUUID(), randomUUID()].map((key) => ({ "idempotency-key": key }));
  const body = newBill({
    amount: { amountMinor: String(100 + Math.floor(random() * 90_000)), currency: "ILS" },
  });
  const bill = await insist(() => portal("POST", "/v1/bills", body, keys[0]));
  if (bill.status !== 201) throw new Error(`bill: ${JSON.stringify(bill.json)}`);
  const path = `/v1/bills/${bill.json.id}/charges`;
  const charge = await insist(() => portal("POST", path, { rail: "card" }, keys[1]));
  if (charge.status !== 201) throw new Error(`charge: ${JSON.stringify(charge.json)}`);
  const chance = random();
  const card = chance < 0.15 ? cards.declined : chance < 0.3 ? cards.lateApproved : cards.approved;
  const twice = { kind: "payTwice", match: { orderId: charge.json.id } };
  // A bank that is dead at this moment takes no order to misbehave.
  if (random() < 0.2) await bank.fault(twice).catch(() => undefined);
  if (charge.json.redirectUrl) await follow(await bank.pay(charge.json.redirectUrl, card));
  return { billId: bill.json.id, chargeId: charge.json.id };
};
