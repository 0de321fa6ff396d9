import { askRail } from "#src/charge/ask-rail.ts";
import { findCharge } from "#src/charge/charge-queries.ts";
import { receivePayment } from "#src/charge/receive-payment.ts";
import { reverseCharge, reversePayment } from "#src/charge/reverse-payment.ts";
import { publicUrl } from "./gateway.ts";
import { below, chance, pick, weigh } from "./random.ts";
import type { Order } from "./sim-bank.ts";
import { Crashed, type SimBill, type World } from "./world.ts";

/** Does it once; false where the gateway died before it answered. */
export const tried = async (work: () => Promise<unknown>): Promise<boolean> => {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Crashed) return false;
    throw error;
  }
};

/** The bank says once more what it took back: a person settled what was in its way. */
export const tellReversalsAgain = async (world: World): Promise<void> => {
  for (const order of world.bank.orders.values()) {
    if (!order.reversed || order.rail === "cash") continue;
    await world.call(async ({ deps }) => {
      const { rail, id } = order;
      if (rail === "esadad") {
        await reversePayment(deps, { rail, railTransactionId: id, reason: "bank" });
        return;
      }
      const charge = await findCharge(deps.db, id);
      if (charge) await reverseCharge(deps, charge, "chargeback");
    });
  }
};

/** The rail tells us that something became of an order: a hint, on which it is asked. */
export const hint = async (world: World, order: Order): Promise<void> => {
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
export const tellReversal = async (world: World, order: Order, byOwnId: boolean): Promise<void> => {
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
    world.count("reversedAgain");
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
  if (deed === "leave") world.count("leftOpen");
  if (deed === "leave" || order.state !== "open") return;
  if (deed === "decline") {
    world.count("declined");
    bank.decline(order, "insufficientFunds");
  }
  if (deed === "pay" || deed === "twice") bank.take(order);
  if (deed === "twice") {
    await world.step("taken again");
    world.count("paidTwice");
    bank.take(order);
  }
  if (deed === "late") {
    order.state = "deciding";
    world.count("decidedLate");
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
  if (deed === "giveUp") world.count("gaveUp");
  if (deed === "giveUp" && chance(random, 0.3)) {
    // The page was still open in another window: paid after all, after we gave up.
    await world.step("payer pays after all", 0.3);
    if (order.state !== "open") return;
    world.count("paidAfterGivingUp");
    bank.take(order);
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
  const whole = order.takenMinor === order.amountMinor;
  if (!byOwnId && (!whole || !known.rowCount)) return;
  // What went back to its payer already is not taken back a second time.
  if (order.returnedMinor > 0n || !world.bank.reverse(order)) return;
  world.count("reversed");
  await tellReversal(world, order, byOwnId);
};

/** Card and instant: an attempt that we start, paid at the rail's page. */
export const payByAttempt = async (
  world: World,
  bill: SimBill,
  start: () => Promise<string | undefined>,
): Promise<void> => {
  const chargeId = await start();
  const order = chargeId === undefined ? undefined : world.bank.find(chargeId);
  if (!order) return;
  await payAtPage(world, bill, order);
  await maybeReverse(world, order, false);
};

const amountTaken = (world: World, bill: SimBill): bigint => {
  const { random } = world;
  const how = weigh(random, { all: 70, short: 8, more: 8, part: 14 });
  if (how === "short") world.count("paidShort");
  if (how === "more") world.count("paidTooMuch");
  if (how === "short") return bill.amountMinor - 1n - BigInt(below(random, 900));
  if (how === "more") return bill.amountMinor + 1n + BigInt(below(random, 900));
  if (how === "part" && bill.partLowerMinor) return bill.partLowerMinor + BigInt(below(random, 9));
  return bill.amountMinor;
};

/** E-SADAD: the money is taken first, and we are told until we acknowledge it. */
export const payByPush = async (world: World, bill: SimBill, name: string): Promise<void> => {
  const { random, bank } = world;
  const rail = "esadad" as const;
  await world.step(`${rail} pays`);
  const other = chance(random, 0.04);
  if (other) world.count("paidOtherCurrency");
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
  if (chance(random, 0.15)) {
    world.count("toldTwice");
    await Promise.all([tried(tell), tried(tell)]);
  }
  while (!(await tried(tell)));
  if (chance(random, 0.1)) {
    world.count("toldAgain");
    await tried(tell);
  }
  if (chance(random, 0.05)) {
    world.count("toldOtherAmount");
    const wrong = { ...payment, amount: { ...amount, amountMinor: amount.amountMinor + 1n } };
    await tried(async () => {
      const said = await world.call(({ deps }) => receivePayment(deps, wrong));
      if (said.kind !== "contradicts") throw new Error(`a wrong repetition was ${said.kind}`);
    });
  }
  await maybeReverse(world, order, true);
};
