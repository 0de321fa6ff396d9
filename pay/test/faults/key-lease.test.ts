import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { openDatabase, type Database } from "@gov/kit/db.ts";
import { createTestDatabase, type TestDatabase } from "@gov/kit/db-test.ts";
import { migrate } from "@gov/kit/migrate.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { keyLeaseMs } from "#src/idempotency/key-leases.ts";
import { startBank, type Bank } from "../bank.ts";
import { createCaller, freePort, migrations, newBill, payEnvironment } from "../pay-world.ts";
import { transport, until, type Caller } from "../pay-world.ts";
import { startTokenIssuer, type TokenIssuer } from "../token-issuer.ts";
import { startPayProcess } from "./pay-process.ts";

let database: TestDatabase;
let db: Database<PayDatabase>;
let bank: Bank;
let issuer: TokenIssuer;
let portal: Caller;
let environment: Record<string, string>;

before(async () => {
  database = await createTestDatabase(migrations);
  await migrate(database.url, migrations);
  db = openDatabase<PayDatabase>(database.url, { max: 2 });
  [bank, issuer] = await Promise.all([startBank(), startTokenIssuer()]);
  const input = { port: await freePort(), databaseUrl: database.url, bankUrl: bank.url };
  environment = {
    ...payEnvironment({ ...input, issuerUrl: issuer.url }),
    CARD_TIMEOUT_MS: "30000",
  };
  const scope = "bills:write charges:write billers:write";
  portal = createCaller(
    `http://localhost:${input.port}`,
    await issuer.token({ clientId: "portal", scope }),
  );
});
after(async () => {
  await bank.close();
  await db.destroy();
  await issuer.close();
  await database.drop();
});

/** True once the key was leased past the end of its first lease: somebody renews it. */
const renewed = async (key: string): Promise<true | undefined> => {
  const { rows } = await sql`
    select from idempotency_key where key = ${key} and made_id is not null
      and held_until > created_at + make_interval(secs => ${(keyLeaseMs * 1.5) / 1_000})`.execute(
    db,
  );
  return rows.length > 0 ? true : undefined;
};

test("a key stays with a process that lives, and is free soon after kill -9", async () => {
  let pay = await startPayProcess(environment);
  await portal("PUT", "/v1/billers/transport", transport);
  const bill = (await portal("POST", "/v1/bills", newBill())).json;
  const key = randomUUID();
  const start = () =>
    portal("POST", `/v1/bills/${bill.id}/charges`, { rail: "card" }, { "idempotency-key": key });
  await bank.fault({ kind: "hold", match: { operation: "INITIATE_CHECKOUT" } });
  const cutOff = assert.rejects(start());
  await until(() => renewed(key));
  assert.equal((await start()).status, 409, "it is still being carried out");

  await pay.kill();
  await cutOff;
  pay = await startPayProcess(environment);
  const readyAt = Date.now();
  const served = await until(async () => {
    const answer = await start();
    return answer.status === 409 ? undefined : answer;
  });
  assert.equal(served.status, 201);
  assert.ok(Date.now() - readyAt < keyLeaseMs + 1_000, "within the lease");
  const charges = await db.selectFrom("charge").select("id").execute();
  assert.deepEqual(charges, [{ id: served.json.id }]);
  await pay.kill();
});
