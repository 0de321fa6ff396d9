import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "@gov/kit/db-test.ts";
import { openDatabase } from "@gov/kit/db.ts";
import { endpointsOf, walkEndpoint, type Walk } from "@gov/kit/hostile-test/walk.ts";
import { createLog } from "@gov/kit/log.ts";
import { err, ok } from "@gov/kit/result.ts";
import { listen, listenerOf, type RunningServer } from "@gov/kit/server.ts";
import type { Kysely } from "kysely";
import { createExchangeApp } from "#src/app.ts";
import { contract } from "#src/contract.ts";
import type { Database } from "#src/db-types.ts";

const administrator = { authorization: "Bearer admin" };

let database: TestDatabase;
let db: Kysely<Database>;
let server: RunningServer;
let walk: Walk;
before(async () => {
  database = await createTestDatabase(new URL("../migrations/", import.meta.url));
  db = openDatabase<Database>(database.url);
  const app = createExchangeApp({
    db,
    log: createLog("exchange", process.env["TEST_LOG_LEVEL"] ?? "silent"),
    publicUrl: "http://localhost:3003",
    instance: "PS",
    key: {
      keyId: "PS/GOV/MTIT/exchange",
      privateKey: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
    },
    verifyToken: ({ authorization }) =>
      Promise.resolve(
        authorization === administrator.authorization
          ? ok({ clientId: "seed", subject: "seed", scopes: new Set(["exchange:admin"]) })
          : err("missing"),
      ),
    providerTimeoutMs: 500,
  });
  server = await listen(
    listenerOf((request) => app.fetch(request)),
    { port: 0 },
  );
  const values = {
    instance: "PS",
    memberClass: "GOV",
    memberCode: "MTIT",
    subsystem: "portal",
    code: "vehicle-licence",
  };
  walk = {
    app,
    url: `http://localhost:${server.port}`,
    contract: contract(),
    queryNames: ["lang", "person", "from", "to", "serviceCode"],
    // X-Road's protocol, and what we provide over it: its refusals have its own form.
    otherProtocols: [/^\/r1\//, /^\/tracker\//, /^\/offers$/],
    actors: [
      { name: "nobody", headers: () => Promise.resolve({}), values },
      { name: "the administrator", headers: () => Promise.resolve(administrator), values },
    ],
  };
});
after(async () => {
  server.server.closeAllConnections();
  await server.close();
  await db.destroy();
  await database.drop();
});

test("nothing hostile sent to any endpoint breaks it or is given back", async (t) => {
  for (const endpoint of endpointsOf(walk)) {
    await t.test(`${endpoint.method} ${endpoint.path}`, async () => {
      assert.deepEqual((await walkEndpoint(walk, endpoint)).slice(0, 10), []);
    });
  }
});
