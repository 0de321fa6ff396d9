import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  logoutToken,
  postLogout,
  wrongLogoutTokens,
} from "@gov/kit/back-channel-logout-test/logout-tokens.ts";
import { decodeJwt } from "jose";
import { sql } from "kysely";
import { openBrowser, type Browser } from "./browser.ts";
import { dina, rami, signInAs } from "./console-world.ts";
import { openPayWorld, type PayWorld } from "./pay-world.ts";

let world: PayWorld;
before(async () => (world = await openPayWorld()));
after(async () => await world.close());

const newestSid = (): string => world.issuer.sids.at(-1) ?? "";

const atConsole = async (member: typeof dina): Promise<{ browser: Browser; sid: string }> => {
  const browser = await signInAs(world, member);
  return { browser, sid: newestSid() };
};

const atDesk = async (): Promise<{ browser: Browser; sid: string }> => {
  const agent = { username: "abu.ali", institution: "sandbox-cash", roles: ["agent"], name: "علي" };
  world.issuer.signInAs(agent);
  const browser = openBrowser(world.url);
  const atProvider = await browser.go((await browser.go("/agent/signin")).location);
  assert.equal((await browser.go(atProvider.location)).location, "/agent");
  return { browser, sid: newestSid() };
};

const isIn = async ({ browser }: { browser: Browser }, path: string): Promise<boolean> =>
  !(await browser.go(path)).location.endsWith("/signin");

const tell = async (whom: { sub?: string; sid?: string }) =>
  await postLogout(world.url, await logoutToken(world.issuer, "pay-console", whom));

test("a sign-in that ends at the sign-in service ends the console's session, and no other", async () => {
  const [one, two] = [await atConsole(dina), await atConsole(rami)];
  const told = await tell({ sid: one.sid });
  assert.deepEqual(told, { status: 200, cacheControl: "no-store", body: "" });
  assert.deepEqual([await isIn(one, "/console"), await isIn(two, "/console")], [false, true]);
  assert.equal((await tell({ sid: one.sid })).status, 200, "told again, it is gone already");
});

test("it ends the session of an agent's desk", async () => {
  const clerk = await atDesk();
  assert.ok(await isIn(clerk, "/agent"));
  assert.equal((await tell({ sid: clerk.sid })).status, 200);
  assert.ok(!(await isIn(clerk, "/agent")));
});

test("without a session named it ends all of the person, at the console and at the desk", async () => {
  const [one, two] = [await atConsole(dina), await atDesk()];
  assert.equal((await tell({ sub: "staff-1" })).status, 200);
  assert.deepEqual([await isIn(one, "/console"), await isIn(two, "/agent")], [false, false]);
});

test("a session in test mode ends like any other", async () => {
  const { browser, sid } = await signedInLater();
  const page = await browser.go("/console");
  const csrf = { _csrf: browser.csrfOf(page) };
  assert.equal((await browser.go("/console/test-mode", { ...csrf, to: "test" })).status, 303);
  await tell({ sid });
  assert.ok(!(await isIn({ browser }, "/console")));
});

for (const [where, path, enter] of [
  ["the console", "/console", () => atConsole(dina)],
  ["an agent's desk", "/agent", atDesk],
] as const) {
  test(`whoever signs out at ${where} signs out of everything`, async () => {
    await later();
    const { browser, sid } = await enter();
    const page = await browser.go(path);
    const { origin } = new URL(world.issuer.url);
    const policy = page.headers.get("content-security-policy") ?? "";
    assert.match(policy, new RegExp(`form-action 'self' [^;]*${origin}`), "its form may end there");
    const away = await browser.go(`${path}/signout`, { _csrf: browser.csrfOf(page) });
    const url = new URL(away.location);
    assert.equal(`${url.origin}${url.pathname}`, `${world.issuer.url}/session/end`);
    assert.equal(decodeJwt(url.searchParams.get("id_token_hint") ?? "")["sid"], sid);
    assert.equal(url.searchParams.get("post_logout_redirect_uri"), `${world.url}${path}`);
    assert.ok(!(await isIn({ browser }, path)));
  });
}

/** The news of before speaks of no sign-in that comes now. */
const later = async () =>
  await sql`update logout_token set issued_at = issued_at - interval '1 second'`.execute(world.db);

const signedInLater = async () => {
  await later();
  return await atConsole(dina);
};

test("no wrong token ends anything", async (t) => {
  const member = await signedInLater();
  const whom = { sub: "staff-1", sid: member.sid };
  for (const [name, token] of await wrongLogoutTokens(world.issuer, "pay-console", whom)) {
    await t.test(name, async () => {
      const told = await postLogout(world.url, token);
      assert.deepEqual([told.status, told.cacheControl], [400, "no-store"], told.body);
      assert.ok(await isIn(member, "/console"));
    });
  }
});
