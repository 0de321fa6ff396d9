import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import type { Called, Json } from "../pay-world.ts";
import { openGovstackWorld, type GovstackWorld } from "./govstack-world.ts";
import { fallen, openStory, send, type Story } from "./story.ts";

let world: GovstackWorld;
before(async () => (world = await openGovstackWorld()));
after(async () => await world.close());

const banks = ["the bank", "the other bank"];

type Act =
  | Readonly<{ kind: "report"; bank: number; bill: number; request: number; payment: number }>
  | Readonly<{ kind: "card"; bill: number }>
  | Readonly<{ kind: "cancel"; bill: number }>;

const small = fc.nat({ max: 2 });
const report: fc.Arbitrary<Act> = fc.record({
  kind: fc.constant("report"),
  bank: fc.nat({ max: 1 }),
  bill: fc.nat({ max: 1 }),
  request: small,
  payment: small,
});
const other: fc.Arbitrary<Act> = fc
  .tuple(fc.constantFrom("card" as const, "cancel" as const), fc.nat({ max: 1 }))
  .map(([kind, bill]) => ({ kind, bill }));
/** Acts in their order; those of one step at the same time. */
const acts = fc.array(
  fc.array(fc.oneof({ arbitrary: report, weight: 6 }, other), { minLength: 1, maxLength: 3 }),
  { minLength: 1, maxLength: 6 },
);

type Run = Readonly<{ story: Story; bills: readonly Json[]; answers: Map<string, Called[]> }>;

const inquiryOf = (run: Run, bank: number, bill: number) => `${run.story.tag}-${bank}-${bill}`;

const openRun = async (): Promise<Run> => {
  const story = await openStory(world);
  const amount = { amountMinor: "1100", currency: "ILS" };
  const run = {
    story,
    bills: [await world.pay.bill({ amount }), await world.pay.bill({ amount })],
    answers: new Map<string, Called[]>(),
  };
  for (const [bank, who] of banks.entries()) {
    for (const [index, bill] of run.bills.entries()) {
      const path = `/bills/${bill.billingNumber}?fields=inquiry`;
      const headers = { "x-correlationid": inquiryOf(run, bank, index) };
      await send(story, { who, method: "GET", path, headers });
    }
  }
  return run;
};

const act = async (run: Run, one: Act): Promise<void> => {
  const bill = run.bills[one.bill];
  const { bank: card, portal } = world.pay;
  if (one.kind === "cancel") {
    await portal("POST", `/v1/bills/${bill.id}/cancel`);
  } else if (one.kind === "card") {
    const charge = await portal("POST", `/v1/bills/${bill.id}/charges`, { rail: "card" });
    if (charge.status === 201) await card.pay(charge.json.redirectUrl);
  } else {
    const { bank, request, payment } = one;
    const body = {
      requestId: `${run.story.tag}-R${request}`,
      billInquiryRequestId: inquiryOf(run, bank, one.bill),
      billId: bill.billingNumber,
      paymentReferenceID: `${run.story.tag}-P${payment}`,
    };
    const who = banks[bank] ?? "";
    const call = { who, method: "POST", path: "/billTransferRequests", body };
    const name = JSON.stringify([who, body]);
    run.answers.set(name, [...(run.answers.get(name) ?? []), await send(run.story, call)]);
  }
};

/** What was answered for good: not in flight, not put off, not the id of another request. */
const isForGood = ({ status, json }: Called): boolean =>
  status === 202 ||
  (status === 400 && json.rejectReason !== "Def" && !/another request/.test(json.reason));

const checkAnswers = (run: Run): void => {
  for (const [name, answers] of run.answers) {
    const kept = answers.filter(isForGood).map(({ json }) => JSON.stringify(json));
    assert.ok(new Set(kept).size <= 1, `${name} was answered in two ways: ${kept.join(" ")}`);
  }
};

const checkMoney = async ({ story, bills, answers }: Run): Promise<void> => {
  const collected = await world.pay.db
    .selectFrom("cash_collection")
    .selectAll()
    .where(
      "bill_id",
      "in",
      bills.map(({ id }) => id as string),
    )
    .execute();
  const confirmed = collected.filter(({ status }) => status === "confirmed");
  const paidBy = (company: string) =>
    confirmed
      .filter((row) => row.company_code === company)
      .reduce((sum, row) => sum + row.amount_minor, 0n);
  assert.deepEqual(await fallen(story), [paidBy("first-bank"), paidBy("other-bank")]);
  for (const { id } of bills) {
    const captured = await sql<{ paid: bigint; captures: bigint }>`
      select b.paid_minor as paid, (select count(*) from charge c where c.bill_id = b.id
        and c.status = 'captured') as captures from bill b where b.id = ${id}
      `.execute(world.pay.db);
    const { paid = 0n, captures = 0n } = captured.rows[0] ?? {};
    assert.ok(captures <= 1n && paid === captures * 1100n);
  }
  for (const [name, all] of answers) {
    if (!all.some(({ status }) => status === 202)) continue;
    const [, body] = JSON.parse(name) as [string, Json];
    const own = confirmed.filter((row) => row.agent_reference === body.paymentReferenceID);
    assert.ok(
      own.some((row) => row.billing_number === body.billId),
      `${name} paid nothing`,
    );
  }
  const { rows } = await sql`select * from ledger_difference`.execute(world.pay.db);
  assert.deepEqual(rows, []);
};

test("whatever banks report, a bill is paid once, floats paid for it, and answers stand", async () => {
  const seed = Number(process.env["SEED"] ?? randomUUID().replaceAll(/\D/g, "").slice(0, 8));
  await fc.assert(
    fc.asyncProperty(acts, async (steps) => {
      const run = await openRun();
      for (const step of steps) await Promise.all(step.map((one) => act(run, one)));
      // Everything once more, one by one: what was answered for good is answered so again.
      for (const one of steps.flat()) if (one.kind === "report") await act(run, one);
      checkAnswers(run);
      await checkMoney(run);
    }),
    { numRuns: 12, seed, interruptAfterTimeLimit: 150_000 },
  );
});
