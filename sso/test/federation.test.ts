import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createFormBrowser, textOf, valueOf, type FormBrowser } from "./form-browser.ts";
import { startInstitutionProvider } from "./institution-provider.ts";
import type { InstitutionProviderUnderTest, Misbehaviour } from "./institution-provider.ts";
import { atOffice, employ, type Colleague } from "./office-people.ts";
import { beginSignIn, seed, totpCode } from "./people-and-clients.ts";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";

let sso: SsoUnderTest;
let theirs: InstitutionProviderUnderTest;
let rana: Colleague;
let operator: FormBrowser;
const secret = "a secret that the institution gave";

const form = (institution: string, more: Record<string, string> = {}) => ({
  institution,
  issuer: theirs.issuer,
  clientId: `hukumati-${institution}`,
  proves: "secret",
  secret,
  alg: "ES256",
  claim: "email",
  matches: "email",
  mfaAcr: "strong",
  mfaAmr: "mfa hwk",
  joiners: "",
  ...more,
});

const register = async (institution: string, more: Record<string, string> = {}) => {
  const page = await operator.submit(
    await operator.open("/office/federation/new"),
    form(institution, more),
  );
  const id = /federation\/([0-9a-f-]{36})/.exec(page.url)?.[1];
  assert.ok(id, textOf(page));
  return { id, page, redirect_uris: [`${sso.issuer}/federation/${id}/callback`] };
};

before(async () => {
  theirs = await startInstitutionProvider();
  sso = await startSso(undefined, { environment: { OUTBOUND_HOSTS: theirs.host } });
  await seed(sso);
  rana = await employ(sso, "rana.qasim", "interior", "officer");
  await sso.db
    .updateTable("staff")
    .set({ email: "Rana@moi.test" })
    .where("id", "=", rana.id)
    .execute();
  operator = await atOffice(sso, await employ(sso, "salma.zidan", "mtit", "operator"));
  const bySecret = await register("interior");
  const byKey = await register("health", { proves: "key", secret: "", joiners: "yes" });
  const jwks = /\{"keys":.*?\]\}/.exec(textOf(byKey.page))?.[0] ?? "";
  const common = { grant_types: ["authorization_code"], response_types: ["code" as const] };
  theirs.serve(
    {
      ...common,
      client_id: "hukumati-interior",
      client_secret: secret,
      redirect_uris: bySecret.redirect_uris,
    },
    {
      ...common,
      client_id: "hukumati-health",
      token_endpoint_auth_method: "private_key_jwt",
      token_endpoint_auth_signing_alg: "ES256",
      jwks: JSON.parse(jwks) as { keys: [] },
      redirect_uris: byKey.redirect_uris,
    },
  );
});
after(async () => {
  await sso.close();
  await theirs.close();
});
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
  await sso.db.updateTable("authenticator").set({ last_step: 0n }).execute();
  theirs.person = { sub: "s-1", email: "rana@moi.test", name: "Rana Qasim" };
  theirs.login = { acr: "basic", amr: ["pwd"] };
  theirs.misbehaviour = {};
});

/** Leaves for the institution's sign-in from the back office's, and stops where it sends back to. */
const visit = async (name: string) => {
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "backoffice");
  const first = await browser.open(attempt.url);
  assert.match(textOf(first), /ادخل بحساب مؤسستك/);
  const choose = await browser.open(`${first.url.split("?")[0]}/institution`);
  const link = [...choose.html.matchAll(/href="([^"]*\/institution\/[^"]*)"[^>]*>([^<]*)/g)].find(
    ([, , text]) => text?.includes(name),
  )?.[1];
  const away = await browser.open(link ?? "");
  assert.ok(away.leftTo, textOf(away));
  const there = createFormBrowser(theirs.issuer);
  const back = await there.open(away.leftTo);
  assert.ok(back.leftTo, textOf(back));
  return { browser, attempt, away: away.leftTo, back: back.leftTo };
};

const interior = "وزارة الداخلية";
const code = () => totpCode("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");

test("where the institution proved a second factor, the employee is signed in", async () => {
  theirs.login = { acr: "strong", amr: ["pwd", "otp"] };
  const { browser, attempt, away, back } = await visit(interior);
  const asked = new URL(away).searchParams;
  assert.equal(asked.get("code_challenge_method"), "S256");
  assert.ok(asked.get("nonce") && asked.get("state"));
  const page = await browser.open(back);
  assert.ok(page.leftTo, textOf(page));
  const tokens = await attempt.finish(page.leftTo);
  const claims = tokens.claims();
  assert.equal(claims?.sub, rana.id);
  assert.equal(claims?.["acr"], "urn:gov:loa:2");
  assert.deepEqual(claims?.["amr"], ["fed", "mfa"]);
});

test("where it proved one factor alone, ours is asked for after it", async () => {
  const { browser, attempt, back } = await visit(interior);
  const second = await browser.open(back);
  assert.equal(second.leftTo, undefined);
  assert.match(textOf(second), /الرمز/);
  const page = await browser.submit(second, { code: code() });
  assert.ok(page.leftTo, textOf(page));
  const claims = (await attempt.finish(page.leftTo)).claims();
  assert.deepEqual(claims?.["amr"], ["fed", "otp", "mfa"]);
});

test("an answer is for one browser, once", async () => {
  theirs.login = { acr: "strong", amr: ["mfa"] };
  const { browser, back } = await visit(interior);
  const stranger = createFormBrowser(sso.issuer);
  const elsewhere = await stranger.open(back);
  assert.equal(elsewhere.leftTo, undefined, "another browser gets nothing");
  assert.equal(elsewhere.status, 410);
  const again = await browser.open(back);
  assert.equal(again.status, 410, "the answer is spent");
});

const lies: [string, Misbehaviour, RegExp][] = [
  ["another issuer", { claims: { iss: "https://elsewhere.test" } }, /غير سليم/],
  ["another nonce", { claims: { nonce: "another" } }, /غير سليم/],
  ["no nonce", { claims: { nonce: undefined } }, /غير سليم/],
  ["another audience", { claims: { aud: "another-client" } }, /غير سليم/],
  ["an expired token", { claims: { exp: 1_700_000_000 } }, /غير سليم/],
  ["a key that it does not publish", { otherKey: true }, /غير سليم/],
  ["a shared secret instead of a key", { alg: "HS256" }, /غير سليم/],
  ["no signature", { alg: "none" }, /غير سليم/],
  ["another subject for the same employee", { claims: { sub: "s-2" } }, /مرتبط بحساب آخر/],
];
for (const [what, misbehaviour, says] of lies) {
  test(`a provider that answers with ${what} signs nobody in`, async () => {
    // Linked honestly before, whatever ran first.
    theirs.login = { acr: "strong", amr: ["mfa"] };
    const honest = await visit(interior);
    assert.ok((await honest.browser.open(honest.back)).leftTo);
    theirs.misbehaviour = misbehaviour;
    const { browser, back } = await visit(interior);
    const page = await browser.open(back);
    assert.equal(page.leftTo, undefined);
    assert.match(textOf(page), says);
  });
}

test("an answer that another provider's address brings, or with another iss, is not taken", async () => {
  const { browser, back } = await visit(interior);
  const others = await sso.db
    .selectFrom("institution_provider")
    .select("id")
    .where("institution", "=", "health")
    .executeTakeFirstOrThrow();
  const mixed = back.replace(/federation\/[^/]+/, `federation/${others.id}`);
  assert.equal((await browser.open(mixed)).status, 410);
  const url = new URL(back);
  url.searchParams.set("iss", "https://elsewhere.test");
  assert.match(textOf(await browser.open(url.href)), /غير سليم/);
});

test("whom nobody invited is refused, unless the institution lets its people join", async () => {
  theirs.login = { acr: "strong", amr: ["mfa"] };
  theirs.person = { sub: "new-1", email: "newcomer@moh.test", name: "New Comer" };
  const refused = await visit(interior);
  assert.match(textOf(await refused.browser.open(refused.back)), /لا نعرف هذا الحساب/);
  const { browser, attempt, back } = await visit("وزارة الصحة");
  const page = await browser.open(back);
  assert.ok(page.leftTo, textOf(page));
  await attempt.finish(page.leftTo);
  const joined = await sso.db
    .selectFrom("staff")
    .select(["institution", "roles", "status"])
    .where("username", "=", "newcomer")
    .executeTakeFirstOrThrow();
  assert.deepEqual(joined, { institution: "health", roles: [], status: "active" });
});

test("a suspended employee stays out whatever the institution says", async () => {
  theirs.login = { acr: "strong", amr: ["mfa"] };
  const set = (status: "active" | "suspended") =>
    sso.db.updateTable("staff").set({ status }).where("id", "=", rana.id).execute();
  await set("suspended");
  const { browser, back } = await visit(interior);
  assert.match(textOf(await browser.open(back)), /موقوف/);
  await set("active");
});

test("what an operator types wrong is named, and only hosts on the list are asked", async () => {
  const page = await operator.open("/office/federation/new");
  const wrong: [Record<string, string>, RegExp][] = [
    [{ issuer: "not an address" }, /https:\/\//],
    [{ issuer: "http://elsewhere.test" }, /OUTBOUND_HOSTS/],
    [{ secret: "short" }, /16 حرفا/],
    [{ proves: "" }, /اختر كيف/],
    [{ alg: "HS256" }, /اختر الخوارزمية/],
    [{ institution: "nowhere" }, /اختر المؤسسة/],
    [{}, /مسجلة لهذه المؤسسة/],
  ];
  for (const [more, says] of wrong) {
    const answer = await operator.submit(page, form("interior", more));
    assert.equal(answer.status, 400, JSON.stringify(more));
    assert.match(textOf(answer), says);
    assert.equal(valueOf(answer, "clientId"), "hukumati-interior");
  }
  const rows = await sso.db.selectFrom("institution_provider").select("secret").execute();
  assert.ok(
    rows.every((row) => !row.secret?.includes(secret)),
    "secrets are unreadable",
  );
});
