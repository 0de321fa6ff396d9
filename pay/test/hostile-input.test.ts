import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { endpointsOf, walkEndpoint, type Walk } from "@gov/kit/hostile-test/walk.ts";
import { contract } from "#src/contract.ts";
import { newBill, openPayWorld, type PayWorld } from "./pay-world.ts";

let world: PayWorld;
let walk: Walk;
before(async () => {
  world = await openPayWorld();
  const bill = await world.portal("POST", "/v1/bills", newBill());
  const { id, billingNumber } = bill.json as { id: string; billingNumber: string };
  const values = { id, billId: id, number: billingNumber, billingNumber, code: "transport" };
  const bearer = async (clientId: string, scope: string) => ({
    authorization: `Bearer ${await world.issuer.token({ clientId, scope })}`,
  });
  const scopes = "bills:write bills:read charges:write charges:read billers:write webhooks:write";
  const pages = ["/", `/pay/${billingNumber}`];
  walk = {
    app: world.app,
    url: world.url,
    contract: contract(),
    queryNames: ["q", "number", "page", "returnTo", "lang", "code", "state", "resultIndicator"],
    actors: [
      { name: "nobody", headers: () => Promise.resolve({}), values, pages },
      { name: "the owner", headers: () => bearer("portal", scopes), values },
      { name: "another client", headers: () => bearer("stranger", scopes), values },
    ],
  };
});
after(async () => await world.close());

const summary = (faults: readonly string[]): string[] => faults.slice(0, 10);

test("nothing hostile sent to any form or endpoint breaks it or is given back", async (t) => {
  for (const endpoint of endpointsOf(walk)) {
    await t.test(`${endpoint.method} ${endpoint.path}`, async () => {
      assert.deepEqual(summary(await walkEndpoint(walk, endpoint)), []);
    });
  }
});
