import { payAtAgent } from "./agents.ts";
import { makeSimBasket, startBasket } from "./baskets.ts";
import { cancelBill, makeBill, startOverApi } from "./clients.ts";
import { currencies } from "./parties.ts";
import { payByAttempt, payByPush } from "./payers.ts";
import { below, chance, pick } from "./random.ts";
import { refundOverApi } from "./refunds.ts";
import { rails, type SimBill, type World } from "./world.ts";

export type Story = "single" | "basket";

/** What happened in a run, as it goes. */
export type Told = {
  attempts: number;
  bills: SimBill[];
  stories: Record<Story | "inParts" | "refund" | "cancel", number>;
};

export const nothingTold = (): Told => ({
  attempts: 0,
  bills: [],
  stories: { single: 0, basket: 0, inParts: 0, refund: 0, cancel: 0 },
});

const payOne = async (world: World, bill: SimBill, name: string): Promise<void> => {
  const rail = pick(world.random, rails);
  if (rail === "esadad") return await payByPush(world, bill, name);
  if (rail === "cash") return await payAtAgent(world, bill, name);
  await payByAttempt(world, bill, () => startOverApi(world, bill, rail, `charge-${name}`));
};

/** One bill and all who pay it, at the same time and one after the other. */
const liveBill = async (world: World, told: Told, name: string): Promise<void> => {
  const { random } = world;
  const bill = await makeBill(world, name);
  if (!bill) return;
  told.bills.push(bill);
  told.stories.single += 1;
  if (bill.partLowerMinor) told.stories.inParts += 1;
  const payers = 1 + below(random, 4);
  const going: Promise<void>[] = [];
  for (let number = 0; number < payers; number += 1) {
    told.attempts += 1;
    const one = payOne(world, bill, `${name}-${number}`);
    going.push(one);
    if (chance(random, 0.4)) await one;
  }
  if (chance(random, 0.15)) {
    told.stories.refund += 1;
    going.push(refundOverApi(world, bill, `refund-${name}`));
  }
  if (chance(random, 0.06)) {
    told.stories.cancel += 1;
    going.push(cancelBill(world, bill, `cancel-${name}`));
  }
  await Promise.all(going);
};

const payBasketOver = async (world: World, basket: SimBill, name: string): Promise<void> => {
  const rail = pick(world.random, rails);
  if (rail === "esadad") return await payByPush(world, basket, name);
  if (rail === "cash") return await payAtAgent(world, basket, name);
  await payByAttempt(world, basket, () => startBasket(world, basket, rail));
};

/** Several bills paid at once, while others pay one of them, and billers send money back. */
const liveBasket = async (world: World, told: Told, name: string): Promise<void> => {
  const { random } = world;
  const currency = pick(random, currencies);
  const count = 2 + below(random, 3);
  const bills: SimBill[] = [];
  for (let number = 0; number < count; number += 1) {
    const bill = await makeBill(world, `${name}-${number}`, currency);
    if (bill) bills.push(bill);
  }
  told.bills.push(...bills);
  const basket = await makeSimBasket(world, bills);
  if (!basket) return;
  told.bills.push(basket);
  told.stories.basket += 1;
  told.attempts += 1;
  const going = [payBasketOver(world, basket, `${name}-all`)];
  const alone = pick(random, bills);
  if (chance(random, 0.4)) {
    told.attempts += 1;
    going.push(payOne(world, alone, `${name}-alone`));
  }
  if (chance(random, 0.2)) going.push(payBasketOver(world, basket, `${name}-again`));
  await Promise.all(going);
  if (!chance(random, 0.3)) return;
  told.stories.refund += 1;
  await refundOverApi(world, pick(random, bills), `refund-${name}`);
};

const lives: Record<Story, typeof liveBill> = { single: liveBill, basket: liveBasket };

/** A basket stands for the several bills that it is made of. */
export const liveStory = async (world: World, told: Told, name: string): Promise<void> =>
  await lives[chance(world.random, 0.12) ? "basket" : "single"](world, told, name);
