import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { textOf, type Page } from "./form-browser.ts";
import { amal, amalTypes, secret, seed } from "./people-and-clients.ts";
import { openOpenidClientSite } from "./openid-client-site.ts";
import { openPassportSite } from "./passport-site.ts";
import { newKey, register } from "./relying-party.ts";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

// Libraries that others maintain, as they come, against the service as it is.

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
});
after(() => sso.close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

const signIn = async (visitor: Visitor, page: Page): Promise<Page> => {
  const second = await visitor.submit(page, amalTypes);
  return await visitor.submit(second, { code: sso.sms.codeFor(amal.phone) });
};

test("openid-client: pushed requests, bound tokens, refresh, sign-in anew, sign-out", async () => {
  const key = await newKey();
  const site = await openOpenidClientSite(sso.issuer, "money-site", key);
  try {
    await register(sso, "money-site", {
      profile: "fapi2",
      publicKeys: [key.jwk],
      redirectUris: [`${site.home}/callback`],
      postLogoutRedirectUris: [`${site.home}/`],
      scopes: ["openid", "profile", "offline_access"],
    });
    await site.discover();
    const visitor = createVisitor();
    const inside = await signIn(visitor, await visitor.open(`${site.home}/signin`));
    const first = JSON.parse(inside.html) as { name: string; accessToken: string };
    assert.equal(first.name, "أمل حسن");

    const refreshed = await visitor.open(`${site.home}/refresh`);
    const second = JSON.parse(refreshed.html) as { accessToken: string };
    assert.notEqual(second.accessToken, first.accessToken);

    const asked = await visitor.open(`${site.home}/again`);
    assert.ok(asked.url.startsWith(sso.issuer), "max_age=0 asks the person again");
    const anew = await signIn(visitor, asked);
    const { claims } = JSON.parse(anew.html) as { claims: { auth_time: number } };
    assert.ok(Math.abs(Date.now() / 1_000 - claims.auth_time) < 60);

    const question = await visitor.open(`${site.home}/leave`);
    assert.match(textOf(question), /هل تريد الخروج/);
    const out = await visitor.submit(question, {}, { press: ["logout", "yes"] });
    assert.equal(out.url, `${site.home}/?state=bye`);
    assert.equal(out.html, '"nobody"');
    const stranger = await visitor.open(`${site.home}/signin`);
    assert.ok(stranger.url.startsWith(sso.issuer), "the next sign-in is asked for");
  } finally {
    await site.close();
  }
});

test("passport-openidconnect, which knows no PKCE: a nonce binds its answer", async () => {
  const site = await openPassportSite(sso.issuer, "passport-site", secret);
  const registration = {
    secret,
    redirectUris: [`${site.home}/callback`],
    scopes: ["openid", "profile"],
  };
  try {
    await register(sso, "passport-site", registration);
    const visitor = createVisitor();
    const refused = await visitor.open(`${site.home}/callback`);
    assert.equal(refused.status, 401, "PKCE is needed unless the client is registered without");

    await register(sso, "passport-site", { ...registration, nonceInsteadOfPkce: true });
    const inside = await signIn(visitor, await visitor.open(`${site.home}/callback`));
    const user = JSON.parse(inside.html) as { issuer: string; sub: string; name: string };
    assert.deepEqual([user.issuer, user.name], [sso.issuer, "أمل حسن"]);
    assert.match(user.sub, /^[0-9a-f-]{36}$/);
  } finally {
    await site.close();
  }
});
