import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, beforeEach, describe, it } from "node:test";
import { textOf, type Page } from "../../sso/test/form-browser.ts";
import { amal, amalTypes, secret, seed } from "../../sso/test/people-and-clients.ts";
import { register } from "../../sso/test/registered-clients.ts";
import { startSso, type SsoUnderTest } from "../../sso/test/sso-under-test.ts";
import { createVisitor, type Visitor } from "../../sso/test/visitor.ts";
import { prepareApache, type ApacheSite } from "./apache-site.ts";

describe("Debian's Apache with mod_auth_openidc, configured as the guide says", () => {
  let sso: SsoUnderTest;
  let site: ApacheSite;
  before(async () => {
    sso = await startSso();
    await seed(sso);
    site = await prepareApache({
      SSO_URL: sso.issuer,
      CLIENT_ID: "land-registry",
      CLIENT_SECRET: secret,
      CRYPTO_PASSPHRASE: randomBytes(24).toString("hex"),
    });
    await register(sso, "land-registry", {
      secret,
      redirectUris: [`${site.url}/signin/callback`],
      postLogoutRedirectUris: [`${site.url}/`],
    });
    await site.start();
  });
  after(async () => {
    await site.close();
    await sso.close();
  });
  beforeEach(async () => {
    await sso.db.deleteFrom("throttle").execute();
  });

  const signIn = async (visitor: Visitor, page: Page): Promise<Page> => {
    const second = await visitor.submit(page, amalTypes);
    return await visitor.submit(second, { code: sso.sms.codeFor(amal.phone) });
  };
  const isAsked = (page: Page): boolean => page.url.startsWith(`${sso.issuer}/interaction/`);

  it("lets nobody in unasked, and gives the application who it is", async () => {
    const visitor = createVisitor();
    assert.match(textOf(await visitor.open(`${site.url}/`)), /Everybody/);
    const asked = await visitor.open(`${site.url}/private/`);
    assert.ok(isAsked(asked));
    const inside = await signIn(visitor, asked);
    assert.equal(inside.url, `${site.url}/private/`);
    assert.equal(inside.headers.get("x-person"), `${amal.nationalId} urn:gov:loa:2`);
  });

  it("asks anew where the site wants a fresh sign-in", async () => {
    const visitor = createVisitor();
    const begun = await visitor.open(`${site.url}/private/`);
    const inside = await signIn(visitor, begun);
    assert.match(textOf(inside), /Private/);
    const out = await visitor.open(`${site.url}/signin/callback?logout=`);
    assert.ok(out.status < 500);
    const anew = await visitor.open(`${site.url}/private/anew/`);
    assert.ok(isAsked(anew), "the person is signed in with us, and asked all the same");
    assert.match(textOf(await signIn(visitor, anew)), /Anew/);
  });

  it("signs out of the site and of the sign-in service", async () => {
    const visitor = createVisitor();
    await signIn(visitor, await visitor.open(`${site.url}/private/`));
    const back = encodeURIComponent(`${site.url}/`);
    const out = await visitor.signOut(
      await visitor.open(`${site.url}/signin/callback?logout=${back}`),
    );
    assert.equal(out.url, `${site.url}/`);
    assert.match(textOf(out), /Everybody/);
    assert.ok(isAsked(await visitor.open(`${site.url}/private/`)));
  });

  it("takes no answer that it did not ask for", async () => {
    const visitor = createVisitor();
    const forged = await visitor.open(`${site.url}/signin/callback?code=x&state=y`);
    assert.ok(forged.status >= 400);
    assert.equal(forged.headers.get("x-person"), null);
  });
});
