import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import * as openid from "openid-client";
import { saveSession } from "#src/protocol/session-queries.ts";
import { createFormBrowser, textOf, type FormBrowser, type Page } from "./form-browser.ts";
import {
  amal,
  beginSignIn,
  clients,
  seed,
  signedIn,
  signInAsCitizen,
} from "./people-and-clients.ts";
import { startRelyingParty, type RelyingParty } from "./told-service.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let club: RelyingParty;
let sso: SsoUnderTest;
before(async () => {
  club = await startRelyingParty();
  sso = await startSso((url) => Promise.resolve(url), {
    environment: { OUTBOUND_HOSTS: club.host },
  });
  await seed(sso);
  const registration = { ...clients["car-club"], backchannelLogoutUri: `${club.url}/logout` };
  assert.ok((await adminPut(sso, "clients/car-club", registration)).ok);
});
after(async () => {
  await Promise.all([sso.close(), club.close()]);
});
afterEach(async () => {
  Object.assign(club, { manner: "confirms", tokens: [], asked: 0 });
  for (const table of ["outbox", "throttle", "oidc_entity", "known_device"] as const) {
    await sso.db.deleteFrom(table).execute();
  }
});

const amalId = async () =>
  (await sso.db.selectFrom("account").select("id").executeTakeFirstOrThrow()).id;

/** Amal at the car club in a browser of its own, with the tokens that it got. */
const atClub = async () => {
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "car-club");
  const first = await browser.open(attempt.url);
  let page = await signInAsCitizen(sso, browser, first);
  if (page.leftTo === undefined) page = await browser.submit(page, {});
  const tokens = await attempt.finish(page.leftTo ?? "");
  const works = async () =>
    await openid.fetchUserInfo(attempt.config, tokens.access_token, openid.skipSubjectCheck).then(
      () => true,
      () => false,
    );
  return { browser, attempt, works };
};

/** Amal in the app, which stays connected by its refresh token. */
const inApp = async () => {
  const { browser, attempt, callback } = await signedIn(sso, "hukumati");
  const tokens = await attempt.finish(callback);
  const refreshes = async () =>
    await openid.refreshTokenGrant(attempt.config, tokens.refresh_token ?? "").then(
      () => true,
      () => false,
    );
  return { browser, refreshes };
};

const formWith = (page: Page, value: string): number => {
  const forms = page.html.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const index = forms.findIndex((form) => form.includes(value));
  assert.ok(index >= 0, `no form with ${value} at ${page.url}`);
  return index;
};

const press = async (browser: FormBrowser, page: Page, value: string) =>
  await browser.submit(page, {}, { index: formWith(page, value) });

const isSignedIn = async (browser: FormBrowser) =>
  !(await browser.open("/account")).url.includes("/interaction/");

describe("sessions", () => {
  test("a person sees where they are signed in, and ends one of them for good", async () => {
    const here = await signedIn(sso, "portal");
    const there = await atClub();
    const page = await here.browser.open("/account/sessions");
    assert.match(textOf(page), /هذا الجهاز/);
    assert.match(textOf(page), /نادي السيارات/);
    const done = await press(here.browser, page, '/account/sessions/end"');
    assert.match(textOf(done), /انتهى الدخول/);
    assert.equal(await there.works(), false, "the access token is void");
    assert.equal(await isSignedIn(there.browser), false);
    assert.equal(await isSignedIn(here.browser), true);
    await sso.deliver();
    assert.equal(club.asked, 1, "the service was told");
    const again = await press(here.browser, page, '/account/sessions/end"');
    assert.match(textOf(again), /كان قد انتهى/);
  });

  test("ending a session ends the app that got its refresh token in it", async () => {
    const app = await inApp();
    assert.equal(await app.refreshes(), true);
    const other = await inApp();
    const page = await app.browser.open("/account/sessions");
    await press(app.browser, page, '/account/sessions/end"');
    assert.equal(await other.refreshes(), false);
  });

  test("ending all others ends apps of sessions long gone too, and keeps this one whole", async () => {
    const old = await inApp();
    await sso.db.deleteFrom("oidc_entity").where("model", "=", "Session").execute();
    const there = await atClub();
    const here = await atClub();
    const page = await here.browser.open("/account/sessions");
    const done = await press(here.browser, page, "end-others");
    assert.match(textOf(done), /انتهى دخول واحد آخر/);
    assert.deepEqual(
      [await old.refreshes(), await there.works(), await here.works()],
      [false, false, true],
    );
    assert.equal(await isSignedIn(here.browser), true);
  });

  test("an ordinary sign-out keeps the app connected", async () => {
    const app = await inApp();
    const question = await app.browser.open("/session/end");
    await app.browser.submit(question, {}, { press: ["logout", "yes"] });
    assert.equal(await app.refreshes(), true);
  });

  test("nobody ends another person's session", async () => {
    const body = { ...amal.body, phone: "+970599000222" };
    assert.ok((await adminPut(sso, "accounts/400000014", body)).ok);
    const theirs = await signedIn(sso, "portal");
    const { uid } = await sso.db
      .selectFrom("person_session")
      .select("uid")
      .orderBy("started_at", "desc")
      .executeTakeFirstOrThrow();
    const browser = createFormBrowser(sso.issuer);
    const who = { ...amal, nationalId: "400000014", phone: "+970599000222" };
    const first = await browser.open("/account/sessions");
    const page = await signInAsCitizen(sso, browser, first, who);
    const form = formWith(page, "/account/devices/forget");
    const token = /name="_csrf" value="([^"]+)"/.exec(
      (page.html.match(/<form[\s\S]*?<\/form>/g) ?? [])[form] ?? "",
    )?.[1];
    const response = await browser.open("/account/sessions/end", {
      method: "POST",
      body: new URLSearchParams({ _csrf: token ?? "", session: uid }),
    });
    assert.match(textOf(response), /كان قد انتهى/);
    assert.equal(await isSignedIn(theirs.browser), true);
  });

  test("a request under way cannot bring an ended session back", async () => {
    const here = await signedIn(sso, "portal");
    await signedIn(sso, "portal");
    const sessions = await sso.db
      .selectFrom("oidc_entity")
      .selectAll()
      .where("model", "=", "Session")
      .execute();
    const page = await here.browser.open("/account/sessions");
    await press(here.browser, page, '/account/sessions/end"');
    const left = await sso.db
      .selectFrom("oidc_entity")
      .select("uid")
      .where("model", "=", "Session")
      .execute();
    const ended = sessions.filter(({ uid }) => !left.some((one) => one.uid === uid));
    assert.equal(ended.length, 1);
    for (const { payload } of ended) {
      const kept = { model: "Session", id: "late", payload: { ...payload }, expiresInS: 60 };
      await saveSession(sso.db, kept);
    }
    const after_ = await sso.db
      .selectFrom("oidc_entity")
      .select("uid")
      .where("model", "=", "Session")
      .execute();
    assert.equal(after_.length, left.length);
  });
});

describe("devices", () => {
  const warnings = async () =>
    (await sso.db.selectFrom("outbox").select("payload").where("kind", "=", "notice").execute())
      .length;

  test("a new browser is warned of once; a forgotten one is new again", async () => {
    const { browser } = await signedIn(sso, "portal");
    assert.equal(await warnings(), 1);
    const again = async () => {
      const attempt = await beginSignIn(sso, "portal", { prompt: "login" });
      await signInAsCitizen(sso, browser, await browser.open(attempt.url));
    };
    await again();
    assert.equal(await warnings(), 1, "the same browser is no news");
    const page = await browser.open("/account/sessions");
    assert.match(textOf(await press(browser, page, "/account/devices/forget")), /نسينا الجهاز/);
    await again();
    assert.equal(await warnings(), 2);
  });
});

describe("services", () => {
  test("a person sees what a service knows, and takes it back", async () => {
    const { browser, works, attempt } = await atClub();
    const page = await browser.open("/account/services");
    assert.match(textOf(page), /نادي السيارات.*اسمك بالعربية.*رقم هاتفك/);
    const ask = await browser.open("/account/services/revoke?service=car-club");
    assert.equal(await works(), true, "asking changes nothing");
    const done = await browser.submit(ask, {});
    assert.match(textOf(done), /سحبت ما أعطيته/);
    assert.equal(await works(), false);
    await sso.deliver();
    assert.equal(club.asked, 1);
    assert.doesNotMatch(textOf(await browser.open("/account/services")), /نادي السيارات/);
    const next = await browser.open(attempt.url);
    assert.match(textOf(next), /يطلب معلومات عنك/, "it must ask again");
    assert.match(textOf(await browser.submit(ask, {})), /لم تكن الخدمة تملك شيئا/);
  });
});

describe("history", () => {
  test("a person reads everything, filters it, turns its pages and takes it home", async () => {
    const { browser } = await signedIn(sso, "portal");
    const personId = await amalId();
    const rows = Array.from({ length: 70 }, (_, index) => ({
      event: "sign-in.password-refused",
      person_id: personId,
      user_agent: `=cmd()${index}`,
      detail: "{}",
    }));
    for (const row of rows) await sso.db.insertInto("audit_event").values(row).execute();
    const seen: string[] = [];
    let page = await browser.open("/account/history?kind=sign-ins");
    for (let turns = 0; turns < 20; turns += 1) {
      seen.push(...(page.html.match(/<time datetime="[^"]+"/g) ?? []));
      const next = /<a rel="next" href="([^"]+)"/.exec(page.html)?.[1];
      if (next === undefined) break;
      page = await browser.open(next.replaceAll("&amp;", "&"));
    }
    const { count } = await sso.db
      .selectFrom("audit_event")
      .select((expression) => expression.fn.countAll<bigint>().as("count"))
      .where("person_id", "=", personId)
      .where("event", "like", "sign-%")
      .executeTakeFirstOrThrow();
    assert.equal(seen.length, Number(count));
    const json = JSON.parse((await browser.open("/account/history.json?kind=sign-ins")).html) as {
      events: { event: string; text: { ar: string } }[];
    };
    assert.equal(json.events.length, Number(count));
    assert.equal(json.events.find(({ event }) => event === "sign-in.completed")?.text.ar, "دخول");
    const csv = await browser.open("/account/history.csv");
    assert.match(csv.headers.get("content-disposition") ?? "", /account-history.csv/);
    assert.equal(csv.html.split("\r\n").filter((line) => /^"?=/.test(line)).length, 0);
    const future = await browser.open("/account/history?from=2999-01-01");
    assert.match(textOf(future), /لا شيء في هذه المدة/);
    const wrong = await browser.open("/account/history?from=x&kind=%00&before=1&to=2026-99-99");
    assert.equal(wrong.status, 200);
  });

  test("the overview leads on, and warns of a new device", async () => {
    await signedIn(sso, "portal");
    const { browser } = await signedIn(sso, "portal");
    const page = await browser.open("/account");
    assert.match(textOf(page), /أمل حسن/);
    assert.match(textOf(page), /دخول من جهاز جديد/);
    for (const href of ["/account/sessions", "/account/services", "/account/history"]) {
      assert.ok(page.html.includes(`href="${href}"`), href);
    }
  });
});
