import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openDatabaseGate, type DatabaseGate } from "@gov/kit/database-gate-test.ts";
import { beginSignIn, seed } from "./people-and-clients.ts";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";

let gate: DatabaseGate;
let sso: SsoUnderTest;
before(async () => {
  sso = await startSso(async (url) => {
    gate = await openDatabaseGate(url);
    return gate.url;
  });
  await seed(sso);
});
after(async () => {
  await gate.open();
  await sso.close();
  await gate.close();
});

test("without its database the engine says when to come back, and then goes on", async () => {
  const { url } = await beginSignIn(sso, "portal");
  const ask = () => fetch(url, { headers: { accept: "text/html" }, redirect: "manual" });
  await gate.shut();
  const refused = await ask();
  assert.equal(refused.status, 503);
  assert.equal(refused.headers.get("retry-after"), "5");
  assert.match(await refused.text(), /<h1/);
  await gate.open();
  assert.equal((await ask()).status, 303);
});
