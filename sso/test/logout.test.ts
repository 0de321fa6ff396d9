import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import { logoutDelaysMs, tellService } from "#src/logout/tell-service.ts";
import { createFormBrowser, textOf, type FormBrowser } from "./form-browser.ts";
import {
  amal,
  beginSignIn,
  clients,
  seed,
  signedIn,
  signInAsCitizen,
} from "./people-and-clients.ts";
import { startRelyingParty, type RelyingParty } from "./relying-party.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let portal: RelyingParty;
let club: RelyingParty;
let sso: SsoUnderTest;
before(async () => {
  [portal, club] = await Promise.all([startRelyingParty(), startRelyingParty()]);
  const noReach = (url: string) => Promise.resolve(url);
  sso = await startSso(noReach, { OUTBOUND_HOSTS: `${portal.host},${club.host}` });
  await seed(sso);
  await put("portal", { backchannelLogoutUri: `${portal.url}/logout` });
  await put("car-club", { backchannelLogoutUri: `${club.url}/logout` });
});
after(async () => {
  await Promise.all([sso.close(), portal.close(), club.close()]);
});
afterEach(async () => {
  for (const party of [portal, club])
    Object.assign(party, { manner: "confirms", tokens: [], asked: 0 });
  await sso.db.deleteFrom("outbox").execute();
  // Amal signs in here more often than anybody would in an hour.
  await sso.db.deleteFrom("throttle").execute();
});

const put = async (id: keyof typeof clients, more: object) =>
  assert.ok((await adminPut(sso, `clients/${id}`, { ...clients[id], ...more })).ok);

const finish = async (attempt: Awaited<ReturnType<typeof beginSignIn>>, callback: string) => {
  const tokens = await attempt.finish(callback);
  return { tokens, idToken: tokens.id_token ?? "" };
};

/** Amal, signed in to both services in one browser. */
const inBoth = async () => {
  const { browser, attempt, callback } = await signedIn(sso, "portal");
  const { idToken } = await finish(attempt, callback);
  const second = await beginSignIn(sso, "car-club");
  let page = await browser.open(second.url);
  if (page.leftTo === undefined) page = await browser.submit(page, {});
  assert.ok(page.leftTo, textOf(page));
  return { browser, idToken, clubToken: (await finish(second, page.leftTo)).idToken };
};

const signOut = async (browser: FormBrowser) => {
  const question = await browser.open("/session/end");
  return await browser.submit(question, {}, { press: ["logout", "yes"] });
};

const makeDue = async () => {
  await sso.db
    .updateTable("outbox")
    .set({ due_at: new Date(0) })
    .where("kind", "=", "logout")
    .execute();
};

const rowFor = (page: { html: string }, name: string): string =>
  new RegExp(`<dt>[^<]*${name}[^<]*</dt>[\\s\\S]*?</dd>`).exec(page.html)?.[0] ?? "";

test("discovery says that services are told of sign-outs, with the session", async () => {
  const discovery = await fetch(`${sso.issuer}/.well-known/openid-configuration`);
  const metadata = (await discovery.json()) as Record<string, unknown>;
  assert.equal(metadata["backchannel_logout_supported"], true);
  assert.equal(metadata["backchannel_logout_session_supported"], true);
});

describe("back-channel logout", () => {
  test("a logout token is what the specification asks, and names the ID token's session", async () => {
    const { browser, idToken } = await inBoth();
    await signOut(browser);
    await sso.deliver();
    const [token = "", ...more] = portal.tokens;
    assert.equal(more.length, 0);
    const keys = createRemoteJWKSet(new URL(`${sso.issuer}/jwks`));
    const verified = await jwtVerify(token, keys, {
      issuer: sso.issuer,
      audience: "portal",
      typ: "logout+jwt",
    });
    const { sub, sid, events, jti, iat, exp, ...others } = verified.payload;
    const { sub: idSub, sid: idSid } = decodeJwt(idToken);
    assert.deepEqual([sub, sid], [idSub, idSid]);
    assert.deepEqual(events, { "http://schemas.openid.net/event/backchannel-logout": {} });
    assert.ok(jti && iat && exp && exp - iat <= 120);
    assert.ok(!("nonce" in others));
    assert.notEqual(decodeJwt(club.tokens[0] ?? "")["sid"], sid, "each service has its own");
  });

  test("the person waits for nobody: a service that hangs is told by itself, the others too", async () => {
    const { browser } = await inBoth();
    portal.manner = "slow";
    const page = await signOut(browser);
    assert.equal(page.status, 200);
    assert.equal(portal.asked, 0, "nobody was asked while the person waited");
    assert.equal(page.headers.get("refresh"), "2");
    assert.match(textOf(page), /تتجدد هذه الصفحة/);
    portal.manner = "fails";
    await sso.deliver();
    const later = await browser.open("/session/end/success");
    assert.match(rowFor(later, "بوابة الخدمات"), /لم تجب بعد/);
    assert.match(rowFor(later, "نادي السيارات"), /أكدت خروجك/);
    portal.manner = "confirms";
    await makeDue();
    await sso.deliver();
    const last = await browser.open("/session/end/success");
    assert.match(rowFor(last, "بوابة الخدمات"), /أكدت خروجك/);
    assert.equal(last.headers.get("refresh"), null, "done: it is not renewed any more");
  });

  for (const manner of ["refuses", "fails", "redirects", "cuts"] as const) {
    test(`a service that ${manner} is told again, a bounded number of times, and given up`, async () => {
      const { browser } = await inBoth();
      portal.manner = manner;
      await signOut(browser);
      for (let tries = 0; tries <= logoutDelaysMs.length + 3; tries += 1) {
        await makeDue();
        await sso.deliver();
      }
      assert.equal(portal.asked, logoutDelaysMs.length + 1);
      assert.equal(new Set(portal.tokens.map((token) => decodeJwt(token).jti)).size, portal.asked);
      const page = await browser.open("/session/end/success");
      assert.match(rowFor(page, "بوابة الخدمات"), /اخرج منها بنفسك/);
      assert.equal(page.headers.get("refresh"), null);
      assert.equal(club.asked, 1);
    });
  }

  test("a service that hangs is left after a while, and told again", async () => {
    const { browser } = await inBoth();
    portal.manner = "slow";
    await signOut(browser);
    const work = await sso.db
      .selectFrom("outbox")
      .select("payload")
      .where("kind", "=", "logout")
      .execute();
    const toPortal = work.find(({ payload }) => JSON.stringify(payload).includes("portal"));
    await assert.rejects(tellService(sso, 50)(toPortal?.payload), /no answer in time/);
    portal.manner = "confirms";
    await sso.deliver();
    assert.match(rowFor(await browser.open("/session/end/success"), "بوابة الخدمات"), /أكدت/);
  });

  test("no host that is not listed is posted to", async () => {
    await put("car-club", { backchannelLogoutUri: "http://127.0.0.1:9/logout" });
    sso.clients.forget("car-club");
    const { browser } = await inBoth();
    await signOut(browser);
    await sso.deliver();
    const page = await browser.open("/session/end/success");
    assert.match(rowFor(page, "نادي السيارات"), /لم تجب بعد/);
    await put("car-club", { backchannelLogoutUri: `${club.url}/logout` });
    sso.clients.forget("car-club");
  });
});

describe("sign-out that a service begins", () => {
  const endAt = (parameters: Record<string, string>) =>
    `/session/end?${new URLSearchParams({ state: "s1", ...parameters }).toString()}`;
  const back = clients.portal.postLogoutRedirectUris[0];

  test("with the ID token of this session it is obeyed at once, and comes back with the state", async () => {
    const { browser, idToken } = await inBoth();
    const url = endAt({ id_token_hint: idToken, post_logout_redirect_uri: back });
    const page = await browser.open(url);
    assert.equal(page.leftTo, `${back}?state=s1`);
    await sso.deliver();
    assert.deepEqual([portal.asked, club.asked], [1, 1]);
    const next = await browser.open((await beginSignIn(sso, "portal")).url);
    assert.match(next.url, /\/interaction\//, "nobody is signed in any more");
  });

  test("without it, or with the token of another session, the person is asked", async () => {
    const { browser } = await inBoth();
    const other = await inBoth();
    for (const hint of [{}, { id_token_hint: other.idToken }]) {
      const parameters = { client_id: "portal", post_logout_redirect_uri: back, ...hint };
      const page = await browser.open(endAt(parameters));
      assert.equal(page.status, 200);
      assert.match(textOf(page), /هل تريد الخروج/);
    }
    assert.equal(portal.asked, 0);
  });

  test("whoever stays signed in signs out of that service alone, which is told", async () => {
    const { browser } = await inBoth();
    const question = await browser.open(endAt({ client_id: "portal" }));
    await browser.submit(question, {});
    await sso.deliver();
    assert.deepEqual([portal.asked, club.asked], [1, 0]);
    const next = await browser.open((await beginSignIn(sso, "car-club")).url);
    assert.ok(next.leftTo, "the session goes on");
  });
});

test("another person's sign-in in the same browser ends the first one's session everywhere", async () => {
  const body = { ...amal.body, phone: "+970599000222", name: { ar: "باسل", en: "Basel" } };
  assert.ok((await adminPut(sso, "accounts/400000014", body)).ok);
  const { browser } = await inBoth();
  const attempt = await beginSignIn(sso, "portal", { prompt: "login" });
  const who = { ...amal, nationalId: "400000014", phone: "+970599000222" };
  const page = await signInAsCitizen(sso, browser, await browser.open(attempt.url), who);
  assert.ok(page.leftTo ?? page.status === 200, textOf(page));
  await sso.deliver();
  assert.deepEqual([portal.asked, club.asked], [1, 1]);
});

test("a browser without a session that signs out is shown no services", async () => {
  const page = await createFormBrowser(sso.issuer).open("/session/end");
  assert.match(textOf(page), /خرجت من حسابك/);
  assert.equal(page.headers.get("refresh"), null);
});
