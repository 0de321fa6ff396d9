import { receivePayment } from "#src/charge/receive-payment.ts";
import { collectionSchema, giveBackSameDay, payOutCash, putInDrawer } from "./agents.ts";
import { makeSimBasket, startBasket } from "./baskets.ts";
import { insist, makeBill, startOverApi } from "./clients.ts";
import { agents, company } from "./parties.ts";
import { hint, tellReversal, tried } from "./payers.ts";
import { decideRefunds, refundOverApi } from "./refunds.ts";
import type { Order } from "./sim-bank.ts";
import type { SimBill, World } from "./world.ts";

/** One way in which money goes back: what is done before, and the way back itself. */
export type Return = (world: World, name: string) => Promise<() => Promise<void>>;

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error("nothing was made");
  return value;
};

const work = async (world: World): Promise<void> => {
  for (let round = 0; round < 4; round += 1) {
    await world.step("outbox");
    await tried(() => world.call(({ workOutbox }) => workOutbox()));
  }
};

/** A bill and its order at a rail that waits for the payer. */
const start = async (world: World, name: string): Promise<[SimBill, Order]> => {
  const bill = must(await makeBill(world, name, "ILS"));
  const chargeId = must(await startOverApi(world, bill, "card", `charge-${name}`));
  return [bill, must(world.bank.find(chargeId))];
};

const startPaid = async (world: World, name: string): Promise<[SimBill, Order]> => {
  const [bill, order] = await start(world, name);
  world.bank.take(order);
  await hint(world, order);
  return [bill, order];
};

/** E-SADAD took it: told until it is acknowledged. */
const push = async (world: World, bill: SimBill, name: string, more = 0n): Promise<Order> => {
  const amount = { amountMinor: bill.amountMinor + more, currency: bill.currency };
  const order = world.bank.open({ id: `esadad-${name}`, rail: "esadad", billId: bill.id, amount });
  world.bank.take(order);
  const payment = {
    rail: "esadad" as const,
    bill: { institutionId: bill.institutionId, billId: bill.id },
    railTransactionId: order.id,
    amount,
    paidAt: new Date(),
  };
  const tell = async (): Promise<void> => {
    await world.step("esadad tells");
    await world.call(({ deps }) => receivePayment(deps, payment));
  };
  while (!(await tried(tell)));
  return order;
};

const collect = async (world: World, name: string) => {
  // So small that the company's float lasts for every death.
  const bill = must(await makeBill(world, name, "ILS", 9_000));
  const [agent] = agents;
  const asked = { agent, reference: name, billingNumber: bill.number };
  const as = company;
  const path = "/v1/agent/collections";
  const reserved = must(await insist(world, path, asked, { key: `sale-${name}`, as }));
  const { id, amount } = collectionSchema.parse(reserved.json);
  const confirmed = { agent, amount };
  await insist(world, `${path}/${id}/confirm`, confirmed, { key: `cash-${name}`, as });
  const sale = { id, agent, amount };
  return { bill, sale, order: await putInDrawer(world, bill, sale) };
};

const startPaidBasket = async (world: World, name: string) => {
  const bills = [
    must(await makeBill(world, `${name}-1`, "ILS")),
    must(await makeBill(world, `${name}-2`, "ILS")),
  ];
  const basket = must(await makeSimBasket(world, bills));
  const chargeId = must(await startBasket(world, basket, "card"));
  const order = must(world.bank.find(chargeId));
  world.bank.take(order);
  await hint(world, order);
  return { bills, order };
};

const sendBack = async (world: World, bill: SimBill, name: string): Promise<void> => {
  await refundOverApi(world, bill, `refund-${name}`);
  await tried(() => decideRefunds(world));
  await work(world);
};

export const returns: Readonly<Record<string, Return>> = {
  "a biller's refund over the card": async (world, name) => {
    const [bill] = await startPaid(world, name);
    return () => sendBack(world, bill, name);
  },
  "a chargeback": async (world, name) => {
    const [, order] = await startPaid(world, name);
    world.bank.reverse(order);
    return () => tellReversal(world, order, false);
  },
  "a reversal by the rail's own id, with more than the bill needed": async (world, name) => {
    const bill = must(await makeBill(world, name));
    const order = await push(world, bill, name, 77n);
    world.bank.reverse(order);
    return () => tellReversal(world, order, true);
  },
  "taken twice": async (world, name) => {
    const [, order] = await startPaid(world, name);
    world.bank.take(order);
    return async () => {
      await hint(world, order);
      await work(world);
    };
  },
  "paid over another rail meanwhile": async (world, name) => {
    const [bill, order] = await start(world, name);
    await push(world, bill, name);
    return async () => {
      world.bank.take(order);
      await hint(world, order);
      await work(world);
    };
  },
  "expired, then paid after all": async (world, name) => {
    const [bill, order] = await start(world, name);
    const expire = "update charge set expires_at = sim.now() where id::text = $1";
    await world.look("time", (monitor) => monitor.query(expire, [order.id]));
    await hint(world, order);
    await push(world, bill, name);
    return async () => {
      world.bank.take(order);
      await hint(world, order);
      await work(world);
    };
  },
  "a basket's share": async (world, name) => {
    const { bills } = await startPaidBasket(world, name);
    return () => sendBack(world, must(bills[0]), name);
  },
  "a whole basket's chargeback": async (world, name) => {
    const { order } = await startPaidBasket(world, name);
    world.bank.reverse(order);
    return () => tellReversal(world, order, false);
  },
  "cash given back on the same day": async (world, name) => {
    const { sale, order } = await collect(world, name);
    return () => giveBackSameDay(world, sale, order, name);
  },
  "cash fetched at an agent": async (world, name) => {
    const { bill } = await collect(world, name);
    return async () => {
      await sendBack(world, bill, name);
      await tried(() => payOutCash(world));
      await work(world);
    };
  },
};
