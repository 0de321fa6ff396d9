import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import * as openid from "openid-client";
import { protectionToken } from "#src/protection/protection-link.ts";
import { createFormBrowser, textOf, type FormBrowser } from "./form-browser.ts";
import {
  amal,
  amalTypes,
  beginSignIn,
  clients,
  murad,
  seed,
  signedIn,
  totpCode,
} from "./people-and-clients.ts";
import { startRelyingParty, type RelyingParty } from "./told-service.ts";
import { adminPut, startSso, type SsoUnderTest } from "./sso-under-test.ts";

let portal: RelyingParty;
let sso: SsoUnderTest;
before(async () => {
  portal = await startRelyingParty();
  sso = await startSso((url) => Promise.resolve(url), {
    environment: { OUTBOUND_HOSTS: portal.host },
  });
  await seed(sso);
  const registration = { ...clients.portal, backchannelLogoutUri: `${portal.url}/logout` };
  assert.ok((await adminPut(sso, "clients/portal", registration)).ok);
  for (const username of ["salma", "tamer"]) {
    const body = { ...murad.body, institution: "mtit", roles: ["operator"] };
    assert.ok((await adminPut(sso, `staff/${username}`, body)).ok);
  }
});
after(async () => {
  await Promise.all([sso.close(), portal.close()]);
});
beforeEach(async () => {
  Object.assign(portal, { manner: "confirms", tokens: [], asked: 0 });
  for (const table of ["outbox", "throttle", "oidc_entity", "suspension"] as const) {
    await sso.db.deleteFrom(table).execute();
  }
  await sso.db.updateTable("account").set({ status: "active" }).execute();
});

const personId = async () =>
  (await sso.db.selectFrom("account").select("id").executeTakeFirstOrThrow()).id;

/** The link of the newest text message to Amal. */
const newestLink = (): string => {
  const texts = sso.sms.messages.filter(({ to }) => to === amal.phone).map(({ text }) => text);
  return texts.flatMap((text) => /\/protect\/[\w.-]+/.exec(text)?.[0] ?? []).at(-1) ?? "";
};

const asOperator = async (username: string): Promise<FormBrowser> => {
  await sso.db.updateTable("authenticator").set({ last_step: 0n }).execute();
  const browser = createFormBrowser(sso.issuer);
  const first = await browser.open("/office/people");
  const second = await browser.submit(first, { username, password: murad.password });
  const page = await browser.submit(second, { code: totpCode(murad.totpSecret) });
  assert.match(textOf(page), /أشخاص وحسابات/);
  return browser;
};

const reason = "طلب صاحبة الحساب في المعاملة 77";

const openAmal = async (operator: FormBrowser) => {
  const page = await operator.open("/office/people");
  return await operator.submit(page, { who: amal.nationalId, reason });
};

const act = async (operator: FormBrowser, name: string, why = reason) => {
  const person = await openAmal(operator);
  const href = new RegExp(`href="([^"]*act=${name}[^"]*)"`).exec(person.html)?.[1] ?? "";
  const ask = await operator.open(href.replaceAll("&amp;", "&"));
  return await operator.submit(ask, { reason: why });
};

const tryToSignIn = async () => {
  const browser = createFormBrowser(sso.issuer);
  const first = await browser.open((await beginSignIn(sso, "portal")).url);
  return textOf(await browser.submit(first, amalTypes));
};

const status = async () =>
  (await sso.db.selectFrom("account").select("status").executeTakeFirstOrThrow()).status;

describe("the link of a notice", () => {
  test("opened it changes nothing; pressed it ends everything; then it tells the way back", async () => {
    const app = await signedIn(sso, "hukumati");
    const tokens = await app.attempt.finish(app.callback);
    const { browser } = await signedIn(sso, "portal");
    await sso.deliver();
    const stranger = createFormBrowser(sso.issuer);
    const ask = await stranger.open(newestLink());
    assert.equal(ask.status, 200);
    assert.doesNotMatch(textOf(ask), /أمل|400000006|456/, "it says nothing of whose it is");
    assert.equal(await status(), "active");
    const done = await stranger.submit(ask, {});
    assert.match(textOf(done), /أوقفنا حسابك.*استعد حسابك.*مكتب خدمة/);
    assert.equal(await status(), "suspended");
    assert.match((await browser.open("/account")).url, /\/interaction\//);
    await assert.rejects(openid.refreshTokenGrant(app.attempt.config, tokens.refresh_token ?? ""));
    assert.match(await tryToSignIn(), /موقوف/);
    await sso.deliver();
    assert.equal(portal.asked, 1, "the service was told");
    assert.match(sso.sms.messages.at(-1)?.text ?? "", /أوقف حسابك الحكومي/);
    assert.match(textOf(await stranger.submit(ask, {})), /كان حسابك موقوفا من قبل/);
  });

  test("pressed twenty times at once it suspends once", async () => {
    await signedIn(sso, "portal");
    await sso.deliver();
    const stranger = createFormBrowser(sso.issuer);
    const ask = await stranger.open(newestLink());
    await Promise.all(Array.from({ length: 20 }, () => stranger.submit(ask, {})));
    const rows = await sso.db.selectFrom("suspension").select("kind").execute();
    assert.deepEqual(rows, [{ kind: "protection" }]);
  });

  test("of another key, or cut off, it is nothing", async () => {
    const other = { KEY_ENCRYPTION_KEY: Buffer.alloc(32) };
    const forged = protectionToken(other, { personId: await personId(), at: new Date() });
    for (const token of [forged, "x", "a.b", newestLink().slice(9, -1)]) {
      const page = await createFormBrowser(sso.issuer).open(`/protect/${token}`);
      assert.equal(page.status, 404);
      assert.match(textOf(page), /لا يصلح/);
    }
    assert.equal(await status(), "active");
  });
});

describe("operators", () => {
  test("two lift what a person asked for, no one alone; then the old link protects no more", async () => {
    await signedIn(sso, "portal");
    await sso.deliver();
    const link = newestLink();
    const stranger = createFormBrowser(sso.issuer);
    await stranger.submit(await stranger.open(link), {});
    const [salma, tamer] = [await asOperator("salma"), await asOperator("tamer")];
    assert.match(textOf(await act(salma, "lift")), /حين يوافق موظف آخر/);
    assert.match(textOf(await act(salma, "lift")), /ليوافق عليه زميل آخر/);
    assert.equal(await status(), "suspended");
    assert.match(textOf(await tamer.open("/office/people")), /salma/, "the other one finds it");
    assert.match(textOf(await act(tamer, "lift")), /عاد الحساب إلى العمل/);
    assert.equal(await status(), "active");
    assert.equal((await stranger.open(link)).status, 404);
    await sso.deliver();
    assert.match(sso.sms.messages.at(-1)?.text ?? "", /رفع الإيقاف/);
  });

  test("the person reads who looked at their account and why", async () => {
    const operator = await asOperator("salma");
    await openAmal(operator);
    const { browser } = await signedIn(sso, "portal");
    const history = textOf(await browser.open("/account/history?kind=office"));
    assert.match(history, /اطلع موظف على الحساب.*salma.*المعاملة 77/);
  });

  test("suspend and withdraw the password: the person is out everywhere and told", async () => {
    const { browser } = await signedIn(sso, "portal");
    const operator = await asOperator("salma");
    assert.match(textOf(await act(operator, "suspend")), /أوقف الحساب، وأخبرنا صاحبه/);
    assert.match((await browser.open("/account")).url, /\/interaction\//);
    assert.match(textOf(await act(operator, "lift")), /عاد الحساب/);
    assert.match(textOf(await act(operator, "proofing")), /إلى إثبات الهوية/);
    assert.equal(await status(), "suspended");
    await sso.db.deleteFrom("suspension").execute();
    await sso.db.updateTable("account").set({ status: "active" }).execute();
    const credential = await sso.db
      .selectFrom("credential")
      .selectAll()
      .where("person_id", "=", await personId())
      .executeTakeFirstOrThrow();
    assert.match(textOf(await act(operator, "reset")), /ألغيت كلمة السر/);
    assert.doesNotMatch(await tryToSignIn(), /اكتب الرمز/);
    await sso.deliver();
    assert.equal(portal.asked, 1, "the service was told of the session that the suspension ended");
    assert.match(sso.sms.messages.at(-1)?.text ?? "", /ألغيت كلمة سر/);
    await sso.db.insertInto("credential").values(credential).execute();
  });

  test("a look needs a person and a reason, and what was typed stays", async () => {
    const operator = await asOperator("salma");
    const page = await operator.open("/office/people");
    const again = await operator.submit(page, { who: "999999998", reason: "قصير" });
    assert.equal(again.status, 400);
    assert.match(textOf(again), /لا حساب بهذا الرقم.*عشرة أحرف/);
    assert.match(again.html, /value="999999998"/);
    const looks = await sso.db
      .selectFrom("audit_event")
      .select("id")
      .where("event", "=", "intervention.looked")
      .where("person_id", "is", null)
      .execute();
    assert.equal(looks.length, 0);
  });

  test("nobody else opens the page, and no operator uses another's look", async () => {
    const salma = await asOperator("salma");
    const seen = await openAmal(salma);
    const tamer = await asOperator("tamer");
    assert.match(textOf(await tamer.open(seen.url)), /انتهت مدة اطلاعك/);
    const officer = createFormBrowser(sso.issuer);
    const first = await officer.open("/office");
    const { username, password } = murad;
    const second = await officer.submit(first, { username, password });
    await officer.submit(second, { code: totpCode(murad.totpSecret) });
    assert.equal((await officer.open("/office/people")).status, 403);
    assert.equal((await officer.open(seen.url)).status, 403);
  });

  test("an operator asks the audit, and whom they ask about sees it", async () => {
    const { browser } = await signedIn(sso, "portal");
    const operator = await asOperator("salma");
    const query = `who=${amal.nationalId}&event=sign-in.completed`;
    const page = await operator.open(`/office/audit?${query}`);
    assert.match(textOf(page), /400000006.*portal/);
    assert.match(textOf(page), /حلقات السلسلة/);
    const csv = await operator.open(`/office/audit.csv?${query}`);
    const lines = csv.html.trim().split("\r\n");
    assert.ok(
      lines.length > 1 && lines.slice(1).every((line) => line.includes("sign-in.completed")),
    );
    const history = textOf(await browser.open("/account/history?kind=office"));
    assert.match(history, /تنزيل من السجل.*salma.*اطلاع على السجل/);
    const nobody = await operator.open("/office/audit?who=999999998");
    assert.match(textOf(nobody), /لا حساب بهذا الرقم/);
    const wrong = await operator.open("/office/audit?event=x&from=y&before=z&actor=%00");
    assert.equal(wrong.status, 200);
  });

  test("no operator intervenes in their own account", async () => {
    const salma = await asOperator("salma");
    const page = await salma.open("/office/people");
    const own = await salma.submit(page, { who: "SALMA", reason });
    const href = /href="([^"]*act=suspend[^"]*)"/.exec(own.html)?.[1] ?? "";
    const ask = await salma.open(href.replaceAll("&amp;", "&"));
    assert.match(textOf(await salma.submit(ask, { reason })), /هذا حسابك أنت/);
  });
});
