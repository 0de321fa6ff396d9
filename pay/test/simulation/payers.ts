import { askRail } from "#src/charge/ask-rail.ts";
import { findCharge } from "#src/charge/charge-queries.ts";
import { receivePayment } from "#src/charge/receive-payment.ts";
import { reverseCharge, reversePayment } from "#src/charge/reverse-payment.ts";
import { publicUrl } from "./gateway.ts";
import { startOverApi } from "./clients.ts";
import { below, chance, pick, weigh } from "./random.ts";
import type { Order } from "./sim-bank.ts";
import { Crashed, type SimBill, type World } from "./world.ts";

/** Does it once; false where the gateway died before it answered. */
const tried = async (work: () => Promise<unknown>): Promise<boolean> => {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Crashed) return false;
    throw error;
  }
};

/** The rail tells us that something became of an order: a hint, on which it is asked. */
const hint = async (world: World, order: Order): Promise<void> => {
  await world.step("hint");
  await tried(() =>
    world.call(async ({ deps }) => {
      const charge = await findCharge(deps.db, order.id);
      if (charge) await askRail(deps, charge);
    }),
  );
};

const openReturnPage = async (world: World, bill: SimBill, order: Order, gaveUp: boolean) => {
  await world.step("return");
  const query = `charge=${order.id}${gaveUp ? "&gaveUp=1" : ""}`;
  await tried(() =>
    world.call(({ app }) =>
      Promise.resolve(app.fetch(new Request(`${publicUrl}/pay/${bill.number}/return?${query}`))),
    ),
  );
};

/** Tells it until it is acknowledged: a bank that reversed money says so until it is heard. */
const tellReversal = async (world: World, order: Order, byOwnId: boolean): Promise<void> => {
  for (let heard = false; !heard;) {
    await world.step("reversal");
    heard = await tried(() =>
      world.call(async ({ deps }) => {
        const { rail, id } = order;
        if (byOwnId) {
          const back = { rail, railTransactionId: id, reason: "bank" };
          await reversePayment(deps, back);
          return;
        }
        const charge = await findCharge(deps.db, id);
        if (charge) await reverseCharge(deps, charge, "chargeback");
      }),
    );
  }
  if (chance(world.random, 0.3)) {
    await tried(() =>
      world.call(({ deps }) =>
        reversePayment(deps, { rail: order.rail, railTransactionId: order.id, reason: "again" }),
      ),
    );
  }
};

const payAtPage = async (world: World, bill: SimBill, order: Order): Promise<void> => {
  const { bank, random } = world;
  const deed = weigh(random, { pay: 58, late: 10, decline: 10, giveUp: 10, leave: 7, twice: 5 });
  await world.step(`payer ${deed}`);
  if (deed === "leave" || order.state !== "open") return;
  if (deed === "decline") bank.decline(order, "insufficientFunds");
  if (deed === "pay" || deed === "twice") bank.take(order);
  if (deed === "twice") {
    await world.step("taken again");
    bank.take(order);
  }
  if (deed === "late") {
    order.state = "deciding";
    await hint(world, order);
    await world.step("bank decides", 0.2);
    if (chance(random, 0.3)) bank.decline(order, "declined");
    else bank.take(order);
  }
  const also = weigh(random, { hint: 4, twoHints: 2, page: 3, nothing: 2 });
  if (also === "hint") await hint(world, order);
  if (also === "twoHints") await Promise.all([hint(world, order), hint(world, order)]);
  if (also === "page" || deed === "giveUp") {
    await openReturnPage(world, bill, order, deed === "giveUp");
  }
  if (deed === "giveUp" && chance(random, 0.3)) {
    // The page was still open in another window: paid after all, after we gave up.
    await world.step("payer pays after all", 0.3);
    if (order.state === "open") bank.take(order);
  }
};

/** The bank takes a captured order's money back: a void, a chargeback. */
const maybeReverse = async (world: World, order: Order, byOwnId: boolean): Promise<void> => {
  if (!chance(world.random, 0.08)) return;
  await world.step("bank looks back", 0.2);
  const known = await world.look("looks back", (monitor) =>
    monitor.query("select 1 from charge where id::text = $1 and status = 'captured'", [order.id]),
  );
  // Cards: what the acquirer takes back is a payment that stands, and that we know of.
  const whole = order.takenMinor === order.amountMinor && order.returnedMinor === 0n;
  if (!byOwnId && (!whole || !known.rowCount)) return;
  if (world.bank.reverse(order)) await tellReversal(world, order, byOwnId);
};

/** Card and instant: an attempt that we start, paid at the rail's page. */
export const payByAttempt = async (
  world: World,
  bill: SimBill,
  rail: "card" | "instant",
  name: string,
): Promise<void> => {
  const chargeId = await startOverApi(world, bill, rail, `charge-${name}`);
  const order = chargeId === undefined ? undefined : world.bank.find(chargeId);
  if (!order) return;
  await payAtPage(world, bill, order);
  await maybeReverse(world, order, false);
};

const amountTaken = (world: World, bill: SimBill): bigint => {
  const { random } = world;
  const how = weigh(random, { all: 70, short: 8, more: 8, part: 14 });
  if (how === "short") return bill.amountMinor - 1n - BigInt(below(random, 900));
  if (how === "more") return bill.amountMinor + 1n + BigInt(below(random, 900));
  if (how === "part" && bill.partLowerMinor) return bill.partLowerMinor + BigInt(below(random, 9));
  return bill.amountMinor;
};

/** E-SADAD and cash: the money is taken first, and we are told until we acknowledge it. */
export const payByPush = async (
  world: World,
  bill: SimBill,
  rail: "esadad" | "cash",
  name: string,
): Promise<void> => {
  const { random, bank } = world;
  await world.step(`${rail} pays`);
  const other = chance(random, 0.04);
  const currency = other
    ? pick(
        random,
        (["ILS", "USD", "JOD"] as const).filter((one) => one !== bill.currency),
      )
    : bill.currency;
  const amount = { amountMinor: amountTaken(world, bill), currency };
  const order = bank.open({ id: `${rail}-${name}`, rail, billId: bill.id, amount });
  bank.take(order);
  const payment = {
    rail,
    bill: { institutionId: bill.institutionId, billId: bill.id },
    railTransactionId: order.id,
    amount,
    paidAt: new Date(),
  };
  const tell = async (): Promise<void> => {
    await world.step(`${rail} tells`);
    await world.call(({ deps }) => receivePayment(deps, payment));
  };
  if (chance(random, 0.15)) await Promise.all([tried(tell), tried(tell)]);
  while (!(await tried(tell)));
  if (chance(random, 0.1)) await tried(tell);
  if (chance(random, 0.05)) {
    const wrong = { ...payment, amount: { ...amount, amountMinor: amount.amountMinor + 1n } };
    await tried(async () => {
      const said = await world.call(({ deps }) => receivePayment(deps, wrong));
      if (said.kind !== "contradicts") throw new Error(`a wrong repetition was ${said.kind}`);
    });
  }
  await maybeReverse(world, order, true);
};
