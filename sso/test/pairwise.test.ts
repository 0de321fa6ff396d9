import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import fc from "fast-check";
import * as openid from "openid-client";
import { pairwiseSubject } from "#src/protocol/pairwise-queries.ts";
import { createFormBrowser } from "./form-browser.ts";
import { beginSignIn, secret, seed, signedIn } from "./people-and-clients.ts";
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

/** A sign-in at a client that gives its configuration, tokens and the person's `sub`. */
const signInAt = async (
  clientId: string,
  redirect: string,
  browser = createFormBrowser(sso.issuer),
) => {
  const config = await discover(sso, clientId, openid.ClientSecretBasic(secret));
  const request = await newRequest({ redirect_uri: redirect, scope: "openid profile" });
  const url = openid.buildAuthorizationUrl(config, request.parameters);
  const { leftTo = "" } = await citizenAt(sso, url.href, browser);
  const tokens = await openid.authorizationCodeGrant(config, new URL(leftTo), request.checks);
  return { config, tokens, sub: tokens.claims()?.sub ?? "", browser };
};

const pairwise = async (clientId: string, redirect: string, more: Record<string, unknown> = {}) => {
  const redirectUris = [redirect];
  await register(sso, clientId, { subject: "pairwise", secret, redirectUris, ...more });
  return await signInAt(clientId, redirect);
};

test("a pairwise client knows a person by a name of its sector's own", async () => {
  const school = await pairwise("school", "http://school.test/callback");
  const clinic = await pairwise("clinic", "http://clinic.test/callback");
  const clinicTwo = await pairwise("clinic-two", "http://clinic.test/other");
  const grouped = await pairwise("clinic-far", "http://far.test/callback", {
    sector: "clinic.test",
  });
  assert.notEqual(school.sub, clinic.sub);
  assert.equal(clinicTwo.sub, clinic.sub, "one host, one sector");
  assert.equal(grouped.sub, clinic.sub, "registered for the same sector");
  assert.equal((await signInAt("school", "http://school.test/callback")).sub, school.sub, "stable");

  const { attempt, callback } = await signedIn(sso, "portal");
  const own = (await attempt.finish(callback)).claims()?.sub ?? "";
  const { id } = await sso.db.selectFrom("account").select("id").executeTakeFirstOrThrow();
  assert.equal(own, id, "government's own clients go on with the account's id");
  assert.ok(![school.sub, clinic.sub].includes(id));
});

test("the name is the same at userinfo, in what is introspected, and as a hint", async () => {
  const { config, tokens, sub, browser } = await pairwise("museum", "http://museum.test/callback");
  assert.equal((await openid.fetchUserInfo(config, tokens.access_token, sub)).sub, sub);
  const seen = await openid.tokenIntrospection(config, tokens.access_token);
  assert.equal(seen.sub, sub);
  assert.ok(!JSON.stringify(seen).includes("400000006"));
  const request = await newRequest({
    redirect_uri: "http://museum.test/callback",
    prompt: "none",
    id_token_hint: tokens.id_token ?? "",
  });
  const url = openid.buildAuthorizationUrl(config, request.parameters);
  const { leftTo = "" } = await browser.open(url.href);
  assert.ok(new URL(leftTo).searchParams.has("code"), leftTo);
});

test("all who ask for a name at once get one, and no two people or sectors share it", async () => {
  const person = fc.uuid();
  const sector = fc.domain();
  await fc.assert(
    fc.asyncProperty(person, person, sector, sector, async (one, two, here, there) => {
      const ask = (personId: string, where: string) =>
        pairwiseSubject(sso.db, { personId, sector: where });
      const names = await Promise.all(Array.from({ length: 8 }, () => ask(one, here)));
      assert.equal(new Set(names).size, 1);
      const all = new Map<string, string>();
      for (const who of [one, two]) {
        for (const where of [here, there]) all.set(`${who} ${where}`, await ask(who, where));
      }
      assert.equal(new Set(all.values()).size, all.size);
      for (const name of all.values()) assert.ok(!name.includes(one) && !name.includes(here));
    }),
    { numRuns: 25 },
  );
});

test("addresses without a common host need a sector, named in the refusal", async () => {
  const body = {
    name: { ar: "خدمة", en: "A service" },
    kind: "web",
    firstParty: true,
    subject: "pairwise",
    scopes: ["openid"],
    redirectUris: ["http://one.test/", "http://two.test/"],
    secret,
  };
  const refused = await adminPut(sso, "clients/two-hosts", body);
  assert.equal(refused.status, 400);
  const { errors } = (await refused.json()) as { errors: { field: string }[] };
  assert.equal(errors[0]?.field, "sector");
  assert.equal((await adminPut(sso, "clients/two-hosts", { ...body, sector: "both" })).status, 201);
  assert.ok(await beginSignIn(sso, "portal"));
});
