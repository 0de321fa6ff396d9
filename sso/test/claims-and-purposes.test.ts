import { decodeJwt } from "jose";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import * as openid from "openid-client";
import { createFormBrowser, textOf } from "./form-browser.ts";
import { amal, amalTypes, beginSignIn, clients, secret, seed } from "./people-and-clients.ts";
import { citizenAt, discover, newRequest, register } from "./relying-party.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
  await seed(sso);
});
after(() => sso.close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
});

const club = clients["car-club"];

/** The consent page of the club's request, and a way to finish it. */
const atConsent = async (extra: Record<string, string>) => {
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "car-club", extra);
  const second = await browser.submit(await browser.open(attempt.url), amalTypes);
  const page = await browser.submit(second, { code: sso.sms.codeFor(amal.phone) });
  return { browser, attempt, page };
};

test("the consent page says what each thing is for, in the words registered", async () => {
  for (const [lang, profile, phone] of [
    ["ar", club.purposes.profile.ar, club.purposes.phone.ar],
    ["en", club.purposes.profile.en, club.purposes.phone.en],
  ] as const) {
    const { page } = await atConsent({ ui_locales: lang });
    assert.ok(textOf(page).includes(profile), lang);
    assert.ok(textOf(page).includes(phone), lang);
  }
});

test("a service outside government says what it needs each scope for, or is not registered", async () => {
  const { purposes: _all, ...bare } = club;
  const refused = await adminPut(sso, "clients/silent", bare);
  assert.equal(refused.status, 400);
  const { errors } = (await refused.json()) as { errors: { field: string }[] };
  assert.deepEqual(errors.map(({ field }) => field).toSorted(), [
    "purposes.phone",
    "purposes.profile",
  ]);
  const stray = { ...club, purposes: { ...club.purposes, national_id: club.purposes.phone } };
  assert.equal((await adminPut(sso, "clients/silent", stray)).status, 400);
});

test("a client is told only what it is registered for, however it asks", async () => {
  const scope = await createFormBrowser(sso.issuer).open(
    (await beginSignIn(sso, "car-club", { scope: "openid national_id" })).url,
  );
  assert.match(scope.leftTo ?? "", /error=invalid_scope/);

  const claims = {
    id_token: { national_id: { essential: true }, acr: null },
    userinfo: { phone_number: null, national_id: null, email: null },
  };
  const asked = { scope: "openid", claims: JSON.stringify(claims) };
  const { browser, attempt, page } = await atConsent(asked);
  assert.match(textOf(page), /رقم هاتفك/);
  assert.doesNotMatch(textOf(page), /رقم هويتك/);
  assert.doesNotMatch(textOf(page), /اسمك بالعربية/);
  const allowed = await browser.submit(page, {});
  const tokens = await attempt.finish(allowed.leftTo ?? "");
  assert.equal(tokens.claims()?.["national_id"], undefined);
  const sub = tokens.claims()?.sub ?? "";
  const told = await openid.fetchUserInfo(attempt.config, tokens.access_token, sub);
  assert.equal(told["phone_number"], amal.phone);
  for (const never of ["national_id", "email", "name"]) assert.ok(!(never in told), never);
});

test("claims are refused where they are no claims", async () => {
  for (const claims of ["{", "[]", '{"userinfo":{"name":1}}', '{"userinfo":[]}', '{"other":{}}']) {
    const page = await createFormBrowser(sso.issuer).open(
      (await beginSignIn(sso, "portal", { claims })).url,
    );
    assert.match(page.leftTo ?? "", /error=invalid_request/, claims);
  }
});

test("an access token names the person to an API only where the client may know the number", async () => {
  const purposes = { "applications:read": { ar: "عرض طلباتك", en: "Showing your applications" } };
  for (const [clientId, more, knows] of [
    ["reader", { scopes: ["openid", "applications:read"] }, false],
    ["knower", { scopes: ["openid", "national_id", "applications:read"] }, true],
    [
      "outside",
      {
        firstParty: false,
        scopes: ["openid", "national_id", "applications:read"],
        purposes: { ...purposes, national_id: { ar: "التحقق منك", en: "Knowing that it is you" } },
      },
      false,
    ],
  ] as const) {
    await register(sso, clientId, { resources: ["urn:gov:portal"], secret, ...more });
    const config = await discover(sso, clientId, openid.ClientSecretBasic(secret));
    const asks = { scope: "openid applications:read", resource: "urn:gov:portal" };
    const request = await newRequest(asks);
    const browser = createFormBrowser(sso.issuer);
    const url = openid.buildAuthorizationUrl(config, request.parameters).href;
    let page = await citizenAt(sso, url, browser);
    if (page.leftTo === undefined) page = await browser.submit(page, {});
    const answer = new URL(page.leftTo ?? "");
    const tokens = await openid.authorizationCodeGrant(config, answer, request.checks, {
      resource: "urn:gov:portal",
    });
    const told = decodeJwt(tokens.access_token)["national_id"];
    assert.equal(told, knows ? amal.nationalId : undefined, clientId);
  }
});
