import { randomUUID } from "node:crypto";
import { cards, type Bank } from "../bank.ts";
import { newBill, type Called, type Caller } from "../pay-world.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
// Longer than all the kills together: a key may be held for a dead process several times over.
const storyWithinMs = 90_000;

/** Repeats a call with its key through crashes, as a careful caller does, until it is answered. */
const insist = async (call: () => Promise<Called>): Promise<Called> => {
  const deadline = Date.now() + storyWithinMs;
  for (;;) {
    const answer = await call().catch(() => undefined);
    const again = !answer || answer.status >= 500 || answer.json?.type?.endsWith("in-flight");
    if (answer && !again) return answer;
    if (Date.now() > deadline) throw new Error(`no answer: ${JSON.stringify(answer?.json)}`);
    await pause(50);
  }
};

/** A browser goes where it is sent; a crash there is an error page that the payer closes. */
const follow = async (url: string | undefined): Promise<void> => {
  if (!url) return;
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  await answer?.body?.cancel();
};

/** One bill, its charge and a payer, while `pay` may die at any moment. Gives the bill's id. */
export const payThroughCrashes = async (input: {
  portal: Caller;
  bank: Bank;
  random: () => number;
}): Promise<string> => {
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
  if (random() < 0.2) await bank.fault({ kind: "payTwice", match: { orderId: charge.json.id } });
  if (charge.json.redirectUrl) await follow(await bank.pay(charge.json.redirectUrl, card));
  return bill.json.id;
};
