import { z } from "zod";
import { payoutCode } from "#src/rails/cash/payout.ts";
import { findPayout } from "#src/rails/cash/payout-queries.ts";
import { insist } from "./clients.ts";
import { agents, company } from "./parties.ts";
import { chance, pick, weigh } from "./random.ts";
import { netMinor, type Order } from "./sim-bank.ts";
import type { SimBill, World } from "./world.ts";

const moneySchema = z.object({ amountMinor: z.string(), currency: z.enum(["ILS", "USD", "JOD"]) });
export const collectionSchema = z.object({
  id: z.string(),
  amount: moneySchema,
  status: z.string(),
});
const problemSchema = z.object({ type: z.string().optional() });
const as = company;

const chargeOf = async (world: World, collectionId: string): Promise<string> => {
  const { rows } = await world.look("charge of collection", (monitor) =>
    monitor.query<{ charge_id: string }>("select charge_id from cash_collection where id = $1", [
      collectionId,
    ]),
  );
  return rows[0]?.charge_id ?? "";
};

type Sale = Readonly<{ id: string; agent: string; amount: z.infer<typeof moneySchema> }>;

/** The payer's cash is in the drawer: from now on the agent's word stands. */
export const putInDrawer = async (world: World, bill: SimBill, sale: Sale): Promise<Order> => {
  const amount = { amountMinor: BigInt(sale.amount.amountMinor), currency: sale.amount.currency };
  const id = await chargeOf(world, sale.id);
  const order = world.bank.open({ id, rail: "cash", billId: bill.id, amount });
  world.bank.take(order);
  return order;
};

export const giveBackSameDay = async (world: World, sale: Sale, order: Order, name: string) => {
  const path = `/v1/agent/collections/${sale.id}/void`;
  const body = { agent: sale.agent, reason: "wrong bill" };
  const voided = await insist(world, path, body, { key: `void-${name}`, as });
  // Refused where a refund of it is on its way already, for instance: the cash stays.
  if (voided?.status !== 200) return;
  world.count("voided");
  world.bank.reverse(order);
};

/** An agent reserves the bill, counts the cash, and says that it is in the drawer. */
export const payAtAgent = async (world: World, bill: SimBill, name: string): Promise<void> => {
  const { random } = world;
  const agent = pick(random, agents);
  const asked = { agent, reference: name, billingNumber: bill.number };
  const reserved = await insist(world, "/v1/agent/collections", asked, { key: `sale-${name}`, as });
  if (reserved?.status !== 201) {
    const type = problemSchema.parse(reserved?.json ?? {}).type ?? "";
    if (type.endsWith("float-short")) world.count("floatShort");
    return;
  }
  const { id, amount } = collectionSchema.parse(reserved.json);
  const sale = { id, agent, amount };
  const deed = weigh(random, { pays: 70, slow: 20, leaves: 5, cancels: 5 });
  await world.step(`cash ${deed}`, deed === "slow" ? 0.05 : 1);
  if (deed === "leaves") return;
  if (deed === "cancels") {
    const path = `/v1/agent/collections/${id}/cancel`;
    await insist(world, path, { agent }, { key: `cancel-${name}`, as });
    return;
  }
  const path = `/v1/agent/collections/${id}/confirm`;
  const confirmed = await insist(world, path, { agent, amount }, { key: `cash-${name}`, as });
  if (!confirmed) throw new Error("an agent was never answered");
  if (confirmed.status !== 200) {
    world.count("cashGivenBack");
    return;
  }
  const { rowCount } = await world.look("was it late", (monitor) =>
    monitor.query(
      `select 1 from transfer where source_kind = 'cashHold' and source_id = $1 || '/late'`,
      [id],
    ),
  );
  if (rowCount) world.count("confirmedLate");
  const order = await putInDrawer(world, bill, sale);
  if (chance(random, 0.1)) await giveBackSameDay(world, sale, order, name);
};

const due = `select id, institution_id, charge_id, rail_transaction, amount_minor, currency
  from cash_payout where status = 'due' order by id limit 5`;

type Due = {
  id: string;
  institution_id: string;
  charge_id: string;
  rail_transaction: string;
  amount_minor: bigint;
  currency: string;
};

/** Payers fetch what goes back to them, each with the code; gives how many did. */
export const payOutCash = async (world: World): Promise<number> => {
  const { rows } = await world.look("payouts due", (monitor) => monitor.query<Due>(due));
  let paid = 0;
  for (const { id, amount_minor: amountMinor, currency, ...key } of rows) {
    const order = world.bank.find(await cashOrderOf(world, key.charge_id));
    // Its agent was not answered yet: nobody goes for the money before.
    if (!order || netMinor(order) < amountMinor) continue;
    const code = await world.call(async ({ deps, cash }) => {
      const row = await findPayout(deps.db, key);
      return row && payoutCode(cash, row);
    });
    const reference = `payout-${id}`;
    const amount = { amountMinor: String(amountMinor), currency };
    const body = { agent: "A1", reference, code, amount };
    const done = await insist(world, "/v1/agent/payouts", body, { key: reference, as });
    if (done?.status !== 200) continue;
    if (!world.bank.giveBack(order, key.rail_transaction, amountMinor)) {
      throw new Error("more was paid out than the drawer took");
    }
    paid += 1;
  }
  return paid;
};

/** The order in whose name a share's cash was taken: that of its basket. */
const cashOrderOf = async (world: World, chargeId: string): Promise<string> => {
  const { rows } = await world.look("order of payout", (monitor) =>
    monitor.query<{ id: string }>(
      "select coalesce(basket_charge_id, id) as id from charge where id = $1",
      [chargeId],
    ),
  );
  return rows[0]?.id ?? chargeId;
};
