import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { step } from "@gov/kit/gherkin-test/plan-steps.ts";
import { askRail } from "#src/charge/ask-rail.ts";
import { findCharge } from "#src/charge/charge-queries.ts";
import { findAgent } from "#src/rails/cash/company-queries.ts";
import { reserveCollection } from "#src/rails/cash/reserve.ts";
import { cards } from "../bank.ts";
import { until, type Json } from "../pay-world.ts";
import { idOf, minorOf, noteFloats, type Story } from "./story.ts";

const billNow = async ({ world, bill }: Story): Promise<Json> =>
  (await world.pay.portal("GET", `/v1/bills/${bill.id}`)).json;

const chargeRow = async ({ world }: Story, id: string) => {
  const charge = await findCharge(world.pay.db, id);
  assert.ok(charge);
  return charge;
};

const startCard = async (story: Story): Promise<void> => {
  const path = `/v1/bills/${story.bill.id}/charges`;
  const charge = await story.world.pay.portal("POST", path, { rail: "card" });
  assert.equal(charge.status, 201, JSON.stringify(charge.json));
  story.charge = charge.json;
};

const payByCard = async (story: Story): Promise<void> => {
  await startCard(story);
  await story.world.pay.bank.pay(story.charge.redirectUrl);
  await until(async () => ((await billNow(story)).status === "paid" ? true : undefined));
};

const makeBill = async (story: Story, decimal = "", currency = "", more: object = {}) => {
  const amount = { amountMinor: minorOf(decimal), currency };
  return await story.world.pay.bill({ amount, ...more });
};

/** Facts that outlines put after "the bill". */
const facts: Readonly<Record<string, (story: Story) => Promise<unknown>>> = {
  "is paid by card": payByCard,
  "is being paid by card": startCard,
  "is cancelled": ({ world, bill }) => world.pay.portal("POST", `/v1/bills/${bill.id}/cancel`),
  "is past its date": ({ world, bill }) =>
    sql`update bill set due_at = now() - interval '1 day' where id = ${bill.id}`.execute(
      world.pay.db,
    ),
};

export const billSteps = [
  step<Story>(/a bill of ([\d.]+) (ILS|JOD)/, async (story, [decimal, currency]) => {
    story.bill = await makeBill(story, decimal, currency);
  }),
  step<Story>(/a bill of ([\d.]+) ILS due on (\S+)/, async (story, [decimal, day]) => {
    story.bill = await makeBill(story, decimal, "ILS", { dueAt: `${day}T00:00:00Z` });
  }),
  step<Story>(
    /a bill of ([\d.]+) ILS that is paid in parts of at least ([\d.]+)/,
    async (story, [decimal = "", least = ""]) => {
      const parts = { lowerMinor: minorOf(least), upperMinor: minorOf(decimal) };
      story.bill = await makeBill(story, decimal, "ILS", { parts });
    },
  ),
  step<Story>(
    /the bill (is paid by card|is being paid by card|is cancelled|is past its date)/,
    (story, [fact = ""]) => facts[fact]?.(story).then(() => undefined),
  ),
  step<Story>(/the card payment is taken back/, async (story) => {
    await story.world.pay.bank.void(story.charge.id);
    await askRail(story.world.pay.deps, await chargeRow(story, story.charge.id));
  }),
  step<Story>(/the card is declined/, async (story) => {
    await story.world.pay.bank.pay(story.charge.redirectUrl, cards.declined);
  }),
  step<Story>(/an agent took ([\d.]+) in cash for the bill/, async (story, [decimal = ""]) => {
    const { pay } = story.world;
    const amount = { amountMinor: minorOf(decimal), currency: "ILS" };
    const reserved = await pay.reserve(story.bill, { amount });
    assert.equal((await pay.confirm(reserved.json)).json.status, "confirmed");
  }),
  step<Story>(
    /the gateway stopped when it had held the float for payment "([^"]+)"/,
    async (story, [name = ""]) => {
      const { cash, db } = story.world.pay;
      const agent = await findAgent(db, "first-bank", "govstack");
      assert.ok(agent);
      const held = await reserveCollection(cash, {
        agent,
        reference: idOf(story, name),
        number: story.bill.billingNumber,
        person: "first-bank-client",
      });
      assert.ok(held.ok);
      story.collectionId = held.value.id;
    },
  ),
  step<Story>(/the hold has run out/, async (story) => {
    await story.world.pay.runOut(story.collectionId);
  }),
  step<Story>(/the time to pay has run out/, async ({ world, bill }) => {
    await sql`update charge set expires_at = now() - interval '1 second'
      where bill_id = ${bill.id}`.execute(world.pay.db);
  }),
  step<Story>(/a voucher of ([\d.]+) ILS/, async (story, [decimal = ""]) => {
    const { pay } = story.world;
    // Cash was taken twice for a bill: the second time is due back to the payer.
    const reserved = await pay.reserve(await makeBill(story, decimal, "ILS"));
    await pay.confirm(reserved.json);
    const { charge_id: chargeId } = await pay.db
      .selectFrom("cash_collection")
      .select("charge_id")
      .where("id", "=", reserved.json.id)
      .executeTakeFirstOrThrow();
    await pay.suspend(await chargeRow(story, chargeId), BigInt(minorOf(decimal)));
    story.voucher = { code: await pay.payoutCodeOf(chargeId), chargeId };
    await noteFloats(story);
  }),
  step<Story>(/the bill is (paid|open)/, async (story, [status]) => {
    if (status === "paid") {
      await until(async () => ((await billNow(story)).status === "paid" ? true : undefined));
    }
    assert.equal((await billNow(story)).status, status);
  }),
  step<Story>(/one of the two bills is paid and the other is open/, async (story) => {
    const { otherBill } = story;
    const both = [await billNow(story), await billNow({ ...story, bill: otherBill })];
    assert.deepEqual(both.map(({ status }) => String(status)).toSorted(), ["open", "paid"]);
  }),
  step<Story>(/the bill has (\d+) attempts?/, async ({ world, bill }, [count]) => {
    const charges = await world.pay.db
      .selectFrom("charge")
      .select("id")
      .where("bill_id", "=", bill.id)
      .execute();
    assert.equal(charges.length, Number(count));
  }),
  step<Story>(/the refund behind the voucher is settled/, async ({ world, voucher }) => {
    await until(async () => {
      const refund = await world.pay.db
        .selectFrom("refund")
        .select("status")
        .where("charge_id", "=", voucher.chargeId)
        .executeTakeFirst();
      return refund?.status === "returned" ? true : undefined;
    });
  }),
  step<Story>(/an agent (pays|does not pay) the voucher out/, async (story, [does]) => {
    const { voucher, world } = story;
    const paid = await world.pay.agent("POST", "/v1/agent/payouts", {
      agent: "A1",
      reference: randomUUID(),
      code: voucher.code,
      amount: { amountMinor: "31200", currency: "ILS" },
    });
    assert.equal(paid.status, does === "pays" ? 200 : 409, JSON.stringify(paid.json));
  }),
];
