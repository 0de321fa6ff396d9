import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import * as openid from "openid-client";
import { createFormBrowser, textOf } from "../form-browser.ts";
import {
  amal,
  amalTypes,
  beginSignIn,
  clients,
  murad,
  seed,
  signedIn,
} from "../people-and-clients.ts";
import { machineToken, startSso, type SsoUnderTest } from "../sso-under-test.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
});
after(() => sso.close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

test("a citizen cannot sign in at a staff service, nor staff at a citizen's", async () => {
  const browser = createFormBrowser(sso.issuer);
  const page = await browser.open((await beginSignIn(sso, "backoffice")).url);
  const answer = await browser.submit(page, {
    username: amal.nationalId,
    password: amal.password,
  });
  assert.equal(answer.status, 400);
  assert.match(textOf(answer), /المواطن يدخل من بوابة الخدمات/);
  const portal = await browser.open((await beginSignIn(sso, "portal")).url);
  const refused = await browser.submit(portal, {
    nationalId: murad.username,
    password: murad.password,
  });
  assert.equal(refused.status, 400);
});

test("a suspended person keeps no session and gets no token", async () => {
  const { browser, attempt, callback } = await signedIn(sso, "hukumati", {
    resource: "urn:gov:portal",
  });
  const tokens = await attempt.finish(callback);
  const set = (status: "active" | "suspended") =>
    sso.db
      .updateTable("account")
      .set({ status })
      .where("national_id", "=", amal.nationalId)
      .execute();
  await set("suspended");
  try {
    await assert.rejects(openid.refreshTokenGrant(attempt.config, tokens.refresh_token ?? ""));
    const page = await browser.open((await beginSignIn(sso, "portal")).url);
    assert.equal(page.leftTo, undefined);
    const told = await browser.submit(page, amalTypes);
    assert.equal(told.status, 403);
    assert.match(textOf(told), /موقوف/);
  } finally {
    await set("active");
  }
});

test("the administration takes a token for itself, with the scope, and no other", async () => {
  const put = async (token: string | undefined) => {
    const answer = await fetch(`${sso.issuer}/admin/v1/clients/intruder`, {
      method: "PUT",
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(clients.portal),
    });
    return answer.status;
  };
  const right = await machineToken(sso, "urn:gov:sso", "clients:write");
  const [header = "", body = ""] = right.split(".");
  const unsigned = Buffer.from(JSON.stringify({ alg: "none", typ: "at+jwt" })).toString(
    "base64url",
  );
  assert.equal(await put(undefined), 401);
  assert.equal(await put(await machineToken(sso, "urn:gov:pay", "billers:write")), 401);
  assert.equal(await put(await machineToken(sso, "urn:gov:sso", "accounts:write")), 403);
  assert.equal(await put(`${unsigned}.${body}.`), 401);
  assert.equal(await put(`${header}.${body}.${"A".repeat(86)}`), 401);
  const { attempt, callback } = await signedIn(sso, "portal");
  const tokens = await attempt.finish(callback);
  assert.equal(await put(tokens.id_token), 401, "an ID token is no access token");
  assert.equal(await put(tokens.access_token), 401);
});

test("the audit can be added to and never changed", async () => {
  await assert.rejects(sso.db.updateTable("audit_event").set({ event: "x" }).execute());
  await assert.rejects(sso.db.deleteFrom("audit_event").execute());
});
