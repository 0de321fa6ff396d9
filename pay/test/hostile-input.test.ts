import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { endpointsOf, walkEndpoint, type Walk } from "@gov/kit/hostile-test/walk.ts";
import { contract } from "#src/contract.ts";
import { newBill, openPayWorld, type PayWorld } from "./pay-world.ts";

let world: PayWorld;
let walk: Walk;
let govstackWalk: Walk;
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
    // GovStack and OpenID Connect have ways of their own to refuse.
    otherProtocols: [/^\/govstack\//, /^\/backchannel-logout$/],
    queryNames: ["q", "number", "page", "returnTo", "lang", "code", "state", "resultIndicator"],
    actors: [
      { name: "nobody", headers: () => Promise.resolve({}), values, pages },
      { name: "the owner", headers: () => bearer("portal", scopes), values },
      { name: "another client", headers: () => bearer("stranger", scopes), values },
    ],
  };
  const [company, code] = ["/v1/cash-companies/bank-one", "bank-one"];
  const name = { ar: "مصرف", en: "Bank" };
  await world.portal("PUT", company, { name, institution: code, clientId: code });
  await world.portal("PUT", `${company}/agents/govstack`, { name, place: name, clerks: [] });
  const speaking = { "x-correlationid": "7", "x-platform-tenantid": "transport" };
  const payerFi = { ...speaking, "x-payerfi-id": code };
  const biller = { ...speaking, "x-billerid": "transport" };
  const found = { billId: billingNumber, transferRequestId: "7" };
  govstackWalk = {
    ...walk,
    actors: [
      {
        name: "a payer's bank",
        headers: async () => ({ ...payerFi, ...(await bearer(code, "agent:collect")) }),
        values: found,
      },
      {
        name: "a biller",
        headers: async () => ({ ...biller, ...(await bearer("portal", scopes)) }),
        values: found,
      },
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

test("nothing hostile sent to a GovStack call by who may make it breaks it", async (t) => {
  const calls = endpointsOf(govstackWalk).filter(({ path }) => path.startsWith("/govstack/"));
  assert.equal(calls.length, 5);
  for (const endpoint of calls) {
    await t.test(`${endpoint.method} ${endpoint.path}`, async () => {
      assert.deepEqual(summary(await walkEndpoint(govstackWalk, endpoint)), []);
    });
  }
});
