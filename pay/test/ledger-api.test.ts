import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { addInterior, payBill } from "./console-world.ts";
import { openPayWorld, type Json, type PayWorld } from "./pay-world.ts";

let world: PayWorld;
before(async () => {
  world = await openPayWorld();
  await addInterior(world);
});
after(async () => await world.close());

const get = async (path: string): Promise<Json> => {
  const { status, json } = await world.portal("GET", path);
  assert.equal(status, 200, `${path}: ${JSON.stringify(json)}`);
  return json;
};

test("the ledger is read account by account, transfer by transfer, back to the bill", async () => {
  const beforehand = new Date().toISOString();
  const { bill, charge, payment } = await payBill(world);
  const { accounts } = await get("/v1/ledger/accounts?institution=transport&kind=billerPayable");
  const account = accounts[0];
  assert.equal(account.balanceMinor, "-31200");
  const path = `/v1/ledger/accounts/transport/${account.id}`;
  assert.equal((await get(path)).balanceMinor, "-31200");
  assert.equal((await get(`${path}?at=${beforehand}`)).balanceMinor, "0");
  const { entries } = await get(`${path}/entries`);
  assert.equal(entries.length, 1);
  assert.equal((await get(`${path}/entries?at=${beforehand}`)).entries.length, 0);
  const transfer = await get(`/v1/ledger/transfers/transport/${entries[0].transferId}`);
  assert.equal(transfer.billId, bill.id);
  assert.equal(transfer.chargeId, charge.id);
  assert.equal(transfer.paymentId, payment.id);
  const sum = transfer.legs.reduce((all: bigint, leg: Json) => all + BigInt(leg.amountMinor), 0n);
  assert.equal(sum, 0n);
});

test("a page ends where the next begins: no entry twice, none left out", async () => {
  const bills = Array.from({ length: 103 }, (_, index) => index);
  for (const index of bills) {
    await sql`select post_transfers(1, array['interior'], array['ILS'],
      array['laneMove']::transfer_source[],
      array[${await accountOf("laneClearing", "a")}::bigint],
      array[${await accountOf("laneClearing", "b")}::bigint], array[1], array[uuidv7()],
      array[${`page-${index}`}], array[1::smallint], array[1::bigint])`.execute(world.db);
  }
  const id = await accountOf("laneClearing", "a");
  const seen = new Set<string>();
  let after = "";
  for (let page = 0; page < 3; page += 1) {
    const path = `/v1/ledger/accounts/interior/${id}/entries${after && `?after=${after}`}`;
    const { entries, next } = await get(path);
    for (const entry of entries) {
      assert.ok(!seen.has(entry.transferId));
      seen.add(entry.transferId);
    }
    if (next === undefined) break;
    after = encodeURIComponent(next);
  }
  assert.equal(seen.size, bills.length);
});

const accountOf = async (kind: "laneClearing", owner: string): Promise<bigint> => {
  const key = { institution_id: "interior", kind, owner, currency: "ILS" } as const;
  await world.db
    .insertInto("ledger_account")
    .values(key)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await world.db
    .selectFrom("ledger_account")
    .select("id")
    .where("institution_id", "=", "interior")
    .where("owner", "=", owner)
    .executeTakeFirstOrThrow();
  return row.id;
};

test("the trial balance is even in every currency, and only who may read it does", async () => {
  await payBill(world, { amount: { amountMinor: "12500", currency: "JOD" } });
  const { lines } = await get("/v1/ledger/trial-balance");
  assert.deepEqual(
    lines.map((line: Json) => [line.currency, line.differenceMinor]),
    [
      ["ILS", "0"],
      ["JOD", "0"],
    ],
  );
  const stranger = await world.callerAs("portal", "payments:read");
  assert.equal((await stranger("GET", "/v1/ledger/trial-balance")).status, 403);
  const none = await world.portal("GET", "/v1/ledger/accounts/transport/999999");
  assert.equal(none.json.type, "urn:gov:problem:account-unknown");
});
