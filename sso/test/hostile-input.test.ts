import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { endpointsOf, walkEndpoint, type Walk } from "@gov/kit/hostile-test/walk.ts";
import { contract } from "#src/contract.ts";
import { amal, murad, seed } from "./people-and-clients.ts";
import { machineToken, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
let walk: Walk;
before(async () => {
  sso = await startSso();
  await seed(sso);
  const scopes = "accounts:write staff:write clients:write";
  const bearer = async () => ({
    authorization: `Bearer ${await machineToken(sso, "urn:gov:sso", scopes)}`,
  });
  const values = { nationalId: amal.nationalId, username: murad.username, clientId: "portal" };
  walk = {
    app: sso.app,
    url: sso.issuer,
    contract: contract(),
    queryNames: ["lang", "state", "code", "client_id", "redirect_uri"],
    actors: [
      { name: "nobody", headers: () => Promise.resolve({}), values },
      { name: "the administrator", headers: bearer, values },
    ],
  };
});
after(async () => await sso.close());

test("nothing hostile sent to any form or endpoint breaks it or is given back", async (t) => {
  for (const endpoint of endpointsOf(walk)) {
    await t.test(`${endpoint.method} ${endpoint.path}`, async () => {
      await sso.db.deleteFrom("throttle").execute();
      assert.deepEqual((await walkEndpoint(walk, endpoint)).slice(0, 10), []);
    });
  }
});
