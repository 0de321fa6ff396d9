import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { sha256 } from "@gov/kit/crypto.ts";
import { money } from "@gov/kit/money.ts";
import type { NewBill } from "#src/bill/bill.ts";
import { makeBill } from "#src/bill/make-bill.ts";
import type { BillAsked } from "#src/bill/make-all-bills.ts";
import { openPayWorld, type PayWorld } from "./pay-world.ts";

let world: PayWorld;
before(async () => (world = await openPayWorld()));
after(async () => await world.close());

/** Requests that may differ in anything that decides what becomes of them. */
const requests = fc.array(
  fc.record({
    key: fc.nat(5),
    amount: fc.integer({ min: 1, max: 3 }),
    kind: fc.constantFrom(
      "plain",
      "plain",
      "detailed",
      "unknownBiller",
      "wrongCurrency",
      "wrongSum",
      "databaseRefuses",
    ),
  }),
  { minLength: 1, maxLength: 30 },
);
type Request = Readonly<{ key: number; amount: number; kind: string }>;

const billOf = ({ key, amount, kind }: Request, space: string): NewBill => {
  const amountMinor = BigInt(amount * 100);
  const half = { dueOn: "2030-01-01", amountMinor: amountMinor / 2n };
  return {
    billerCode: kind === "unknownBiller" ? "nobody" : "transport",
    reference: `${space}-${key}`,
    description: { ar: "تجديد رخصة", en: "Renewal" },
    amount: money(amountMinor, kind === "wrongCurrency" ? "USD" : "ILS"),
    splits:
      kind === "detailed" || kind === "wrongSum"
        ? [{ billerCode: "transport", amountMinor: amountMinor + (kind === "wrongSum" ? 1n : 0n) }]
        : [],
    serviceType: undefined,
    parts: kind === "detailed" ? { lowerMinor: 1n, upperMinor: amountMinor } : undefined,
    lines:
      kind === "detailed"
        ? [{ kind: "fee", text: { ar: "رسم", en: "Fee" }, amountMinor }]
        : undefined,
    instalments: kind === "detailed" ? [half, half] : undefined,
    // No schema lets this through: the table's check is what refuses it.
    payer: {
      nationalId: undefined,
      name: kind === "databaseRefuses" ? "x".repeat(200) : undefined,
      phone: undefined,
    },
    dueAt: undefined,
    expiresAt: undefined,
    returnUrl: undefined,
  };
};

const askOf = (request: Request, space: string): BillAsked => ({
  request: {
    clientId: "portal",
    key: `${space}-${request.key}`,
    requestHash: sha256(JSON.stringify(request)),
  },
  bill: billOf(request, space),
});

/** What became of a request, without what is drawn anew each time. */
const outcomeOf = async (asked: BillAsked): Promise<unknown> => {
  try {
    const made = await makeBill(world.deps, asked);
    if (!made.ok) return made.error;
    const { answered, replayed } = made.value;
    const { amount } = JSON.parse(answered.body) as { amount: unknown };
    return { status: answered.status, amount, replayed };
  } catch (error) {
    return error instanceof Error && error.message.includes("violates check") ? "thrown" : error;
  }
};

const rowsOf = async (space: string) => ({
  bills: await world.db
    .selectFrom("bill")
    .select(["reference", "amount_minor"])
    .where("reference", "like", `${space}-%`)
    .execute()
    .then((rows) => rows.map((row) => `${row.reference.slice(-1)} ${row.amount_minor}`).toSorted()),
  keys: (
    await sql<{ key: string }>`
      select right(key, 1) || ' ' || state as key from idempotency_key
      where key like ${`${space}-%`} order by 1`.execute(world.db)
  ).rows,
});

test("requests sent together end as they would one by one", async () => {
  await fc.assert(
    fc.asyncProperty(requests, async (all) => {
      const [together, apart] = [randomUUID().slice(0, 8), randomUUID().slice(0, 8)];
      const found = await Promise.all(all.map((one) => outcomeOf(askOf(one, together))));
      const expected: unknown[] = [];
      for (const one of all) expected.push(await outcomeOf(askOf(one, apart)));
      assert.deepEqual(found, expected);
      assert.deepEqual(await rowsOf(together), await rowsOf(apart));
    }),
    { numRuns: 30 },
  );
});

test("of many who ask for one reference at once, the first gets it; the others' keys are free", async () => {
  const space = randomUUID().slice(0, 8);
  const request = { key: 0, amount: 1, kind: "plain" };
  const asks = Array.from({ length: 20 }, (_, index): BillAsked => {
    const asked = askOf(request, space);
    return { ...asked, request: { ...asked.request, key: `${space}-${index}` } };
  });
  const found = await Promise.all(asks.map(outcomeOf));
  const [first, ...others] = found;
  assert.deepEqual(first, {
    status: 201,
    amount: { amountMinor: "100", currency: "ILS" },
    replayed: false,
  });
  assert.deepEqual(new Set(others), new Set(["referenceTaken"]));
  assert.equal((await rowsOf(space)).keys.length, 1);
  const numbers = await world.db
    .selectFrom("public_number")
    .leftJoin("bill", "bill.id", "public_number.subject_id")
    .select("number")
    .where("public_number.kind", "=", "bill")
    .where("bill.id", "is", null)
    .execute();
  assert.deepEqual(numbers, [], "no number leads nowhere");
});
