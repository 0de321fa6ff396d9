import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { decodeJwt } from "jose";
import * as openid from "openid-client";
import { endSessions } from "#src/logout/end-session.ts";
import { protect } from "#src/protection/protect.ts";
import { allowApprovals, openApp } from "./approver-app.ts";
import type { FormBrowser } from "./form-browser.ts";
import { amal, seed, signedIn } from "./people-and-clients.ts";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
  await allowApprovals(sso);
});
after(() => sso.close());
beforeEach(async () => {
  for (const table of ["throttle", "approver", "suspension", "oidc_entity"] as const) {
    await sso.db.deleteFrom(table).execute();
  }
  await sso.db.updateTable("account").set({ status: "active" }).execute();
});

const signOut = async (browser: FormBrowser) => {
  const question = await browser.open("/session/end");
  await browser.submit(question, {}, { press: ["logout", "yes"] });
};

/** Amal ends, from another browser, all that is signed in elsewhere. */
const endOthers = async () => {
  await sso.db.deleteFrom("throttle").execute();
  const { browser } = await signedIn(sso, "portal");
  const page = await browser.open("/account/sessions");
  const forms = page.html.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const index = forms.findIndex((form) => form.includes("end-others"));
  await browser.submit(page, {}, { index });
};

const personId = async (): Promise<string> => {
  const person = sso.db.selectFrom("account").select("id");
  return (await person.where("national_id", "=", amal.nationalId).executeTakeFirstOrThrow()).id;
};

const suspend = async () => {
  const link = { personId: await personId(), at: new Date() };
  const origin = { address: "127.0.0.1", userAgent: undefined };
  assert.equal(await protect(sso.db, link, origin), "suspended");
};

const ends: Readonly<Record<string, (browser: FormBrowser) => Promise<unknown>>> = {
  "signs out": signOut,
  "ends it from elsewhere": endOthers,
  "is suspended": suspend,
};

for (const [how, end] of Object.entries(ends)) {
  test(`whoever ${how}: introspection and userinfo know their token no more`, async () => {
    const { browser, attempt, callback } = await signedIn(sso, "portal");
    const { access_token: token } = await attempt.finish(callback);
    const isActive = async () => (await openid.tokenIntrospection(attempt.config, token)).active;
    assert.equal(await isActive(), true);
    await end(browser);
    assert.equal(await isActive(), false);
    await assert.rejects(openid.fetchUserInfo(attempt.config, token, openid.skipSubjectCheck), {
      name: "WWWAuthenticateChallengeError",
      status: 401,
    });
  });
}

describe("the API of the sign-in itself", () => {
  test("takes no token of a grant that ended, though the token is good for minutes", async () => {
    const app = await openApp(sso);
    assert.equal((await app.register()).status, 201);
    assert.equal((await app.call("GET", "pending")).status, 200);
    const id = await personId();
    await sso.db.transaction().execute((tx) => endSessions(tx, id, { by: "person" }));
    for (const [method, path, body] of [
      ["GET", "pending"],
      ["PUT", "device", { name: "هاتف", publicKey: app.publicKey }],
      ["POST", "pending/0190a8f0-0000-7000-8000-000000000000/decision", { decision: "x.y.z" }],
    ] as const) {
      const answer = await app.call(method, path, body);
      assert.equal(answer.status, 401, path);
      assert.match(answer.headers.get("www-authenticate") ?? "", /invalid_token/);
      assert.match(await answer.text(), /urn:gov:problem:ended/);
    }
    await sso.db.deleteFrom("approver").execute();
    assert.equal((await (await openApp(sso)).register()).status, 201, "a new sign-in is well");
  });

  test("goes on with an app that stays connected when its browser signs out", async () => {
    const app = await openApp(sso);
    await app.signOut();
    assert.equal((await app.register()).status, 201);
  });
});

test("a token for another API is good for ten minutes, and names no grant", async () => {
  const { attempt, callback } = await signedIn(sso, "hukumati", { resource: "urn:gov:portal" });
  const tokens = await attempt.finish(callback, { resource: "urn:gov:portal" });
  const { iat = 0, exp = 0, grant } = decodeJwt(tokens.access_token);
  assert.deepEqual([exp - iat, grant], [600, undefined]);
});
