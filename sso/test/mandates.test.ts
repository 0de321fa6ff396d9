import { fullNameText } from "@gov/country/names.ts";
import { decodeJwt } from "jose";
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { sql } from "kysely";
import * as openid from "openid-client";
import { confirmAll } from "#src/mandate/confirm-mandates.ts";
import { expireDue } from "#src/mandate/change-mandate.ts";
import { findMandate } from "#src/mandate/mandate-queries.ts";
import { citizens, nationalIdOf } from "../../dev/seed/citizens.ts";
import { companyNumber } from "../../dev/seed/companies.ts";
import { createFormBrowser, textOf, type FormBrowser, type Page } from "./form-browser.ts";
import { startRegistriesBehindExchange, type Registries } from "./registries-behind-exchange.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let registries: Registries;
let sso: SsoUnderTest;

const password = "correct horse battery";
const home = "http://portal.test";
const client = {
  name: { ar: "بوابة الخدمات", en: "Services portal" },
  kind: "app",
  firstParty: true,
  homeUrl: home,
  redirectUris: ["portal.test:/callback"],
  scopes: ["openid", "profile", "national_id", "mandates", "offline_access", "applications:read"],
  resources: ["urn:gov:portal"],
  representation: ["company", "child", "attorney"],
};

before(async () => {
  registries = await startRegistriesBehindExchange();
  sso = await startSso(undefined, { exchangeUrl: registries.url });
  for (const { nationalId, name, dateOfBirth, phone } of citizens) {
    const body = { name: fullNameText(name), dateOfBirth, phone, password };
    const put = await adminPut(sso, `accounts/${nationalId}`, body);
    assert.ok(put.ok, await put.text());
  }
  for (const id of ["portal", "tax"]) {
    const put = await adminPut(sso, `clients/${id}`, client);
    assert.ok(put.ok, await put.text());
  }
});
after(async () => {
  await sso.close();
  await registries.close();
});
beforeEach(async () => {
  registries.down.clear();
  await sso.db.deleteFrom("throttle").execute();
  await registries.setRole(companyNumber("zaytoun"), nationalIdOf("layla"), "authorisedSignatory");
});

const phoneOf = (key: string): string => citizens.find((one) => one.key === key)?.phone ?? "";

const signIn = async (browser: FormBrowser, key: string, first: Page): Promise<Page> => {
  const second = await browser.submit(first, { nationalId: nationalIdOf(key), password });
  return await browser.submit(second, { code: sso.sms.codeFor(phoneOf(key)) });
};

/** Begins a sign-in of this person at a client that asks for whom they act. */
const begin = async (key: string, extra: Record<string, string> = {}, clientId = "portal") => {
  const config = await openid.discovery(new URL(sso.issuer), clientId, undefined, openid.None(), {
    execute: [openid.allowInsecureRequests],
  });
  const verifier = openid.randomPKCECodeVerifier();
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: "portal.test:/callback",
    scope: "openid profile mandates offline_access applications:read",
    resource: "urn:gov:portal",
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...extra,
  });
  const browser = createFormBrowser(sso.issuer);
  const page = await signIn(browser, key, await browser.open(url.href));
  const finish = async (last: Page) => {
    assert.ok(last.leftTo, textOf(last));
    return await openid.authorizationCodeGrant(config, new URL(last.leftTo), {
      pkceCodeVerifier: verifier,
    });
  };
  return { browser, config, page, finish, url: url.href };
};

/** The value of the choice with this name on the page. */
const choiceOf = (page: Page, name: string): string => {
  const found = new RegExp(
    `value="([^"]+)"[^>]*>\\s*<label[^>]*>(?:<bdi[^>]*>)?\\s*${name}`,
    "u",
  ).exec(page.html.replaceAll("\n", " "))?.[1];
  assert.ok(found, `${name} can be chosen: ${textOf(page)}`);
  return found;
};

type Representee = { kind: string; id: string; name: string; role: string; mandate: string };

test("a general manager acts for the company, and every token says so", async () => {
  const { browser, config, page, finish } = await begin("tariq");
  assert.match(textOf(page), /عمن تتصرف الآن/);
  const chosen = choiceOf(page, "شركة الزيتونة");
  const tokens = await finish(await browser.submit(page, { for: chosen }));
  const sub = tokens.claims()?.sub;
  const expected = {
    kind: "company",
    id: companyNumber("zaytoun"),
    name: "شركة الزيتونة للنقل",
    "name#en": "Zaytouna Transport Company",
    role: "generalManager",
    mandate: chosen,
  };
  assert.deepEqual(tokens.claims()?.["representee"], expected);
  const access = decodeJwt(tokens.access_token);
  assert.deepEqual(access["representee"], expected);
  assert.equal((access["act"] as { sub: string }).sub, sub);
  assert.equal(access.sub, sub, "the person who acts stays the subject");
  const again = await openid.refreshTokenGrant(config, tokens.refresh_token ?? "");
  assert.deepEqual(decodeJwt(again.access_token)["representee"], expected);
});

test("who represents nobody is not asked, and a token for oneself names nobody", async () => {
  const { page, finish } = await begin("sara");
  const tokens = await finish(page);
  assert.equal(tokens.claims()?.["representee"], undefined);
  assert.equal(decodeJwt(tokens.access_token)["act"], undefined);
});

test("a father acts for his child under age", async () => {
  const { browser, page, finish } = await begin("omar");
  const tokens = await finish(await browser.submit(page, { for: choiceOf(page, "جنى عمر") }));
  const representee = tokens.claims()?.["representee"] as Representee;
  assert.deepEqual([representee.kind, representee.role], ["child", "father"]);
});

test("the choice is kept for the session, and changed by prompt=select_account", async () => {
  const { browser, page, finish, url } = await begin("rania");
  await finish(await browser.submit(page, { for: choiceOf(page, "شركة النسيم") }));
  // An app's sign-in is always seen; the choice is not asked for again.
  const seen = await browser.open(url);
  assert.doesNotMatch(textOf(seen), /عمن تتصرف الآن/);
  const asked = await browser.open(`${url}&prompt=select_account`);
  assert.match(textOf(asked), /عمن تتصرف الآن/);
  const tokens = await finish(
    await pastConsent(browser, await browser.submit(asked, { for: "self" })),
  );
  assert.equal(tokens.claims()?.["representee"], undefined);
});

const pastConsent = async (browser: FormBrowser, page: Page): Promise<Page> =>
  page.leftTo === undefined ? await browser.submit(page, {}) : page;

test("a choice that is not the person's own is refused, and nothing is issued", async () => {
  const tariq = await begin("tariq");
  const stolen = choiceOf(tariq.page, "شركة الزيتونة");
  const rania = await begin("rania");
  for (const value of [stolen, "", "not-an-id"]) {
    const refused = await rania.browser.submit(rania.page, { for: value });
    assert.equal(refused.status, 400, value);
    assert.equal(refused.leftTo, undefined);
  }
});

test("a role that is gone from the registry gives no token, not even by refresh", async () => {
  const { browser, config, page, finish } = await begin("layla");
  const tokens = await finish(await browser.submit(page, { for: choiceOf(page, "شركة الزيتونة") }));
  const inHand = await begin("layla");
  const code = await inHand.browser.submit(inHand.page, {
    for: choiceOf(inHand.page, "شركة الزيتونة"),
  });
  await registries.setRole(companyNumber("zaytoun"), nationalIdOf("layla"), null);
  await sso.db
    .updateTable("mandate")
    .set({ checked_at: new Date(Date.now() - 86_400_000) })
    .execute();
  assert.ok((await confirmAll(sso)) > 0);
  await assert.rejects(openid.refreshTokenGrant(config, tokens.refresh_token ?? ""), {
    error: "invalid_grant",
  });
  await assert.rejects(inHand.finish(code), { error: "invalid_grant" });
  await registries.setRole(companyNumber("zaytoun"), nationalIdOf("layla"), "generalManager");
  const back = await begin("layla");
  const chosen = choiceOf(back.page, "شركة الزيتونة");
  const renewed = await back.finish(await back.browser.submit(back.page, { for: chosen }));
  const representee = renewed.claims()?.["representee"] as Representee;
  assert.equal(representee.role, "generalManager", "the registry's word counts again");
});

test("a registry that is down is named, and one goes on as oneself", async () => {
  registries.down.add("companies");
  const { browser, page, finish } = await begin("sara");
  assert.match(textOf(page), /سجل الشركات لا يجيب/);
  const tokens = await finish(await browser.submit(page, { for: "self" }));
  assert.equal(tokens.claims()?.["representee"], undefined);
});

const give = async (
  from: string,
  to: string,
  services: Record<string, string> = { reach: "all" },
) => {
  const browser = createFormBrowser(sso.issuer);
  const form = await signIn(browser, from, await browser.open("/account/mandates/new"));
  const year = String(new Date().getFullYear() + 1);
  const until = { "until-day": "1", "until-month": "6", "until-year": year };
  const check = await browser.submit(form, { nationalId: nationalIdOf(to), ...services, ...until });
  assert.match(textOf(check), /راجع التوكيل/, textOf(check));
  const given = await browser.submit(check, {});
  assert.match(textOf(given), /ينتظر القبول/);
  return { browser, page: given, path: new URL(given.url).pathname };
};

const submitTo = async (browser: FormBrowser, page: Page, action: string): Promise<Page> => {
  const forms = page.html.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const index = forms.findIndex((form) => form.includes(`${action}"`));
  assert.ok(index >= 0, `${action} can be pressed: ${textOf(page)}`);
  return await browser.submit(page, {}, { index });
};

test("a power of attorney: given, accepted, used where it names, revoked at once", async () => {
  const giver = await give("mariam", "yousef", { reach: "some", service: "portal" });
  await sso.deliver();
  const heard = sso.sms.messages.filter(({ to }) => to === phoneOf("yousef")).at(-1);
  assert.match(heard?.text ?? "", /توكيلا من مريم/);

  const browser = createFormBrowser(sso.issuer);
  const offered = await signIn(browser, "yousef", await browser.open(giver.path));
  const accepted = await submitTo(browser, offered, "/accept");
  assert.match(textOf(accepted), /سارٍ/);

  const elsewhere = await begin("yousef", {}, "tax");
  assert.ok(elsewhere.page.leftTo, "at a service that is not named there is no such choice");
  const { browser: acting, config, page, finish } = await begin("yousef");
  const tokens = await finish(await acting.submit(page, { for: choiceOf(page, "مريم") }));
  const representee = tokens.claims()?.["representee"] as Representee;
  assert.deepEqual([representee.kind, representee.id], ["person", nationalIdOf("mariam")]);

  const seen = await giver.browser.open(giver.path);
  assert.match(textOf(seen), /استُعمل للدخول/, "the represented sees each use");
  const ask = await giver.browser.open(`${giver.path}/revoke`);
  const revoked = await giver.browser.submit(ask, {});
  assert.match(textOf(revoked), /ملغى/);
  await assert.rejects(openid.refreshTokenGrant(config, tokens.refresh_token ?? ""), {
    error: "invalid_grant",
  });
  const late = await submitTwice(browser, accepted);
  assert.equal(late.status, 409, "what the other side did meanwhile is told");

  const audited = await sso.db
    .selectFrom("audit_event")
    .innerJoin("account", "account.id", "audit_event.person_id")
    .select(["event"])
    .where("national_id", "=", nationalIdOf("mariam"))
    .where("event", "like", "mandate.%")
    .orderBy("audit_event.id")
    .execute();
  assert.deepEqual(
    audited.map(({ event }) => event),
    ["mandate.propose", "mandate.accept", "mandate.use", "mandate.revoke"],
  );
});

/** Presses "revoke" on a page that was loaded before the other side revoked. */
const submitTwice = async (browser: FormBrowser, before: Page): Promise<Page> => {
  const path = new URL(before.url).pathname;
  const token = /name="_csrf" value="([^"]+)"/.exec(
    (await browser.open(`${path}/revoke`)).html,
  )?.[1];
  const body = new URLSearchParams({ _csrf: token ?? "" });
  return await browser.open(`${path}/revoke`, { method: "POST", body });
};

test("a stranger sees nothing of a mandate, and can do nothing with it", async () => {
  const { path } = await give("fatima", "khaled");
  const browser = createFormBrowser(sso.issuer);
  const page = await signIn(browser, "huda", await browser.open(path));
  assert.equal(page.status, 404);
  assert.doesNotMatch(textOf(page), /فاطمة|خالد/);
  const form = await browser.open("/account/mandates/new");
  const token = /name="_csrf" value="([^"]+)"/.exec(form.html)?.[1] ?? "";
  for (const step of ["accept", "decline", "withdraw", "revoke", "resume", "reconsider"]) {
    const body = new URLSearchParams({ _csrf: token });
    const answer = await browser.open(`${path}/${step}`, { method: "POST", body });
    assert.equal(answer.status, 404, step);
  }
});

test("accepting asks for a recent sign-in", async () => {
  const { path } = await give("huda", "nour");
  const browser = createFormBrowser(sso.issuer);
  await signIn(browser, "nour", await browser.open(path));
  // As if eleven minutes had passed since everybody proved themselves.
  await sql`update oidc_entity set payload =
    jsonb_set(payload::jsonb, '{loginTs}', to_jsonb((payload->>'loginTs')::int - 660))::json
    where model = 'Session' and payload->>'loginTs' is not null`.execute(sso.db);
  const page = await browser.open(path);
  const asked = await submitTo(browser, page, "/accept");
  assert.match(asked.url, /\/interaction\//);
});

test("what nobody answers, and what is over, ends by itself", async () => {
  const { path } = await give("anas", "sara");
  const id = path.split("/").at(-1) ?? "";
  const { answer_until } = await sso.db
    .selectFrom("mandate")
    .select("answer_until")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const limit = answer_until ?? new Date(0);
  await expireDue(sso.db, new Date(limit.getTime() - 1));
  assert.equal((await findMandate(sso.db, id))?.state, "proposed");
  await expireDue(sso.db, limit);
  assert.equal((await findMandate(sso.db, id))?.state, "expired");
  assert.equal(await expireDue(sso.db, limit), 0, "it is written down once");
});

test("a company's representatives see each other", async () => {
  for (const key of ["tariq", "layla"]) {
    const { browser, page, finish } = await begin(key);
    await finish(await browser.submit(page, { for: choiceOf(page, "شركة الزيتونة") }));
  }
  const browser = createFormBrowser(sso.issuer);
  const page = await signIn(browser, "layla", await browser.open("/account/mandates"));
  assert.match(textOf(page), /طارق زياد/);
});
