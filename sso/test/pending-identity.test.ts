import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { recheckPending } from "#src/proofing/recheck-pending.ts";
import { sql } from "kysely";
import { createFormBrowser, textOf, type FormBrowser, type Page } from "./form-browser.ts";
import { beginSignIn, signInAsCitizen } from "./people-and-clients.ts";
import { claim, finish, password } from "./register.ts";
import {
  describe,
  startSsoWithRegistry,
  type Described,
  type RegistryUnderTest,
} from "./registry-behind-exchange.ts";
import type { SsoUnderTest } from "./sso-under-test.ts";

let exchange: RegistryUnderTest;
let sso: SsoUnderTest;
let close: () => Promise<void>;
before(async () => {
  ({ exchange, sso, close } = await startSsoWithRegistry());
});
after(() => close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
  exchange.state.unknown.clear();
  exchange.state.down = false;
});

/** Registers somebody the registry does not confirm, down to the last page. */
const registerUnconfirmed = async (browser: FormBrowser, who: Described): Promise<Page> => {
  const unconfirmed = await claim(browser, who);
  assert.equal(new URL(unconfirmed.url).pathname, "/register/unconfirmed");
  return await finish(sso, browser, await browser.submit(unconfirmed, {}), who.phone);
};

const accountOf = async (nationalId: string) =>
  await sso.db
    .selectFrom("account")
    .selectAll()
    .where("national_id", "=", nationalId)
    .executeTakeFirst();

const makeDue = () => sql`update pending_identity set next_check_at = now()`.execute(sso.db);
const recheck = () =>
  recheckPending({
    db: sso.db,
    encryptionKey: sso.config.KEY_ENCRYPTION_KEY,
    registry: sso.registry,
  });

const signIn = async (who: Described) => {
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "portal");
  const { nationalId, phone } = who;
  const first = await browser.open(attempt.url);
  const page = await signInAsCitizen(sso, browser, first, { nationalId, password, phone });
  assert.ok(page.leftTo, textOf(page));
  const tokens = await attempt.finish(page.leftTo);
  const claims = tokens.claims();
  assert.ok(claims);
  return { claims, tokens, attempt };
};

test("whom the registry does not know signs in with low assurance until it does", async () => {
  const nour = describe("nour");
  exchange.state.unknown.add(nour.nationalId);
  const page = await registerUnconfirmed(createFormBrowser(sso.issuer), nour);
  assert.match(textOf(page), /وصلتنا معلوماتك/);
  const low = await signIn(nour);
  assert.equal(low.claims["acr"], "urn:gov:loa:1");
  const told = await fetch(`${sso.issuer}/userinfo`, {
    headers: { authorization: `Bearer ${low.tokens.access_token}` },
  });
  const claims = (await told.json()) as Record<string, unknown>;
  assert.equal(claims["national_id"], undefined, "nobody confirmed the number");
  await makeDue();
  exchange.state.down = true;
  assert.equal(await recheck(), 0);
  await makeDue();
  exchange.state.down = false;
  assert.equal(await recheck(), 0, "still unknown");
  exchange.state.unknown.clear();
  assert.equal(await recheck(), 0, "its turn has not come");
  await makeDue();
  assert.equal(await recheck(), 1);
  await sso.deliver();
  assert.match(sso.sms.messages.at(-1)?.text ?? "", /تأكدت هويتك/);
  assert.equal(sso.sms.messages.at(-1)?.to, nour.phone);
  assert.equal((await signIn(nour)).claims["acr"], "urn:gov:loa:2");
  const account = await accountOf(nour.nationalId);
  assert.deepEqual(account?.name.ar, "نور باسم جميل عوض");
  const { rows } = await sql`select outcome from proofing order by at`.execute(sso.db);
  assert.deepEqual(rows, [
    { outcome: "registry" },
    { outcome: "pending" },
    { outcome: "registry" },
  ]);
});

test("whoever typed wrong facts of somebody is never confirmed by the registry's knowing them", async () => {
  const fatima = describe("fatima");
  const thief = { ...fatima, documentNumber: "10003378", phone: "+970599777888" };
  await registerUnconfirmed(createFormBrowser(sso.issuer), thief);
  await makeDue();
  assert.equal(await recheck(), 0);
  const squatter = await accountOf(fatima.nationalId);
  assert.equal(squatter?.proofing, "pending");
  const owner = createFormBrowser(sso.issuer);
  const done = await finish(sso, owner, await claim(owner, fatima), fatima.phone);
  assert.match(textOf(done), /فُتح حسابك/, "the real person takes the place");
  const account = await accountOf(fatima.nationalId);
  assert.notEqual(account?.id, squatter?.id, "nothing of the other account is left");
  assert.equal(account?.phone, fatima.phone);
});

test("who claims an identity that has an account reads what everybody reads, and changes nothing", async () => {
  const yousef = describe("yousef");
  const owner = createFormBrowser(sso.issuer);
  await finish(sso, owner, await claim(owner, yousef), yousef.phone);
  const before = await accountOf(yousef.nationalId);
  const read = async (who: Described) => {
    const page = await registerUnconfirmed(createFormBrowser(sso.issuer), who);
    return textOf(page);
  };
  const stranger = { phone: "+970599777999", documentNumber: "10552319" };
  const taken = await read({ ...yousef, ...stranger });
  const unknown = await read({ ...describe("anas"), phone: "+970599777666" });
  assert.equal(taken, unknown);
  assert.deepEqual(await accountOf(yousef.nationalId), before);
});

test("what is written about proofing stays as it is", async () => {
  await assert.rejects(sql`update proofing set outcome = 'counter'`.execute(sso.db), /append-only/);
  await assert.rejects(sql`delete from proofing`.execute(sso.db), /append-only/);
});
