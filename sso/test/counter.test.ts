import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { sql } from "kysely";
import { suspend } from "#src/protection/suspension-queries.ts";
import { createFormBrowser, textOf, type FormBrowser, type Page } from "./form-browser.ts";
import { beginSignIn, signInAsCitizen } from "./people-and-clients.ts";
import { claim, finish, password } from "./register.ts";
import { seedRegistrars, signedInAtOffice } from "./registrars.ts";
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
let amani: FormBrowser;
let jihad: FormBrowser;
before(async () => {
  ({ exchange, sso, close } = await startSsoWithRegistry());
  await seedRegistrars(sso);
  amani = await signedInAtOffice(sso, "amani");
  jihad = await signedInAtOffice(sso, "jihad");
});
after(() => close());
beforeEach(async () => {
  await sso.db.deleteFrom("throttle").execute();
  exchange.state.unknown.clear();
  exchange.state.down = false;
});

/** Somebody with a limited account, because the registry did not know them. */
const limited = async (key: string): Promise<Described> => {
  const who = describe(key);
  exchange.state.unknown.add(who.nationalId);
  const browser = createFormBrowser(sso.issuer);
  const unconfirmed = await claim(browser, who);
  await finish(sso, browser, await browser.submit(unconfirmed, {}), who.phone);
  exchange.state.unknown.clear();
  return who;
};

/** What the first registrar types about the person, with the code of their phone. */
const find = async (browser: FormBrowser, { nationalId, phone }: Described) => {
  const desk = await browser.open("/office/proofing");
  const person = await browser.submit(desk, { nationalId });
  const page = await browser.submit(person, {}, { index: 0 });
  assert.match(textOf(page), /أرسلنا الرمز/);
  return { page, code: sso.sms.codeFor(phone) };
};

const statusOf = async (id: string) =>
  (await sso.db.selectFrom("account").select("status").where("id", "=", id).executeTakeFirst())
    ?.status;

/** Somebody whose account an operator suspended until they prove who they are. */
const suspendedUntilProof = async (key: string) => {
  const who = await limited(key);
  const account = sso.db.selectFrom("account").select("id");
  const { id } = await account.where("national_id", "=", who.nationalId).executeTakeFirstOrThrow();
  await sso.db.transaction().execute((tx) => suspend(tx, id, { kind: "proofing", by: "salma" }));
  return { who, id };
};

const seen = ({ documentKind, documentNumber }: Described) => ({
  documentSeen: "yes",
  faceMatches: "yes",
  documentKind,
  documentNumber,
});

/** The first registrar proposes what they saw; the case's page. */
const propose = async (who: Described): Promise<Page> => {
  const { page, code } = await find(amani, who);
  const proposed = await amani.submit(page, { ...seen(who), code }, { index: 1 });
  assert.match(textOf(proposed), /سُجل الاقتراح/);
  return proposed;
};

const proofingOf = async ({ nationalId }: Described) =>
  (
    await sso.db
      .selectFrom("account")
      .select("proofing")
      .where("national_id", "=", nationalId)
      .executeTakeFirst()
  )?.proofing;

test("two registrars prove a person, whose next sign-in has full assurance", async () => {
  const mariam = await limited("mariam");
  exchange.seen.length = 0;
  const { page, code } = await find(amani, mariam);
  assert.match(textOf(page), /مريم جورج حنا قسيس/, "what the registry says");
  assert.doesNotMatch(page.html, new RegExp(mariam.documentNumber), "is typed, not read off");
  assert.equal(exchange.seen[0]?.user, "PS-STAFF:amani.saleh");
  const proposed = await amani.submit(page, { ...seen(mariam), code }, { index: 1 });
  assert.match(textOf(proposed), /سُجل الاقتراح/);
  assert.equal(await proofingOf(mariam), "pending", "one registrar is not enough");
  const casePath = new URL(proposed.url).pathname;
  const own = await amani.submit(proposed, {}, { index: 0 });
  assert.match(textOf(own), /رُفض/, "the proposer's only button withdraws");
  assert.equal(await proofingOf(mariam), "pending");

  const second = await find(amani, mariam);
  const again = await amani.submit(
    second.page,
    { ...seen(mariam), code: second.code },
    { index: 1 },
  );
  const other = await jihad.open(new URL(again.url).pathname);
  assert.notEqual(new URL(again.url).pathname, casePath);
  const confirmed = await jihad.submit(other, {}, { index: 0 });
  assert.match(textOf(confirmed), /تأكدت الهوية/);
  assert.equal(await proofingOf(mariam), "counter");
  await sso.deliver();
  assert.match(sso.sms.messages.at(-1)?.text ?? "", /تأكدت هويتك/);
  const browser = createFormBrowser(sso.issuer);
  const attempt = await beginSignIn(sso, "portal");
  const { nationalId, phone } = mariam;
  const first = await browser.open(attempt.url);
  const away = await signInAsCitizen(sso, browser, first, { nationalId, password, phone });
  const tokens = await attempt.finish(away.leftTo ?? "");
  assert.equal(tokens.claims()?.["acr"], "urn:gov:loa:2");
  const { rows } = await sql`select event, actor from audit_event
    where event like 'proofing.%' order by at`.execute(sso.db);
  assert.deepEqual(rows, [
    { event: "proofing.proposed", actor: "amani.saleh" },
    { event: "proofing.refused", actor: "amani.saleh" },
    { event: "proofing.proposed", actor: "amani.saleh" },
    { event: "proofing.confirmed", actor: "jihad.amro" },
  ]);
});

test("who was asked to prove their identity anew is let in again by two registrars", async () => {
  const { who, id } = await suspendedUntilProof("sara");
  const proposed = await propose(who);
  assert.equal(await statusOf(id), "suspended", "one is not enough");
  await jihad.submit(await jihad.open(new URL(proposed.url).pathname), {}, { index: 0 });
  assert.equal(await statusOf(id), "active");
  await sso.deliver();
  const texts = sso.sms.messages.filter(({ to }) => to === who.phone).map(({ text }) => text);
  assert.match(texts.at(-1) ?? "", /رفع الإيقاف عن حسابك/);
  const holds = sso.db.selectFrom("suspension").select("lifted_by").where("person_id", "=", id);
  assert.deepEqual(await holds.execute(), [{ lifted_by: "jihad.amro" }]);
});

test("proof at a counter lifts no other suspension, and none that came after it was proposed", async () => {
  const { who, id } = await suspendedUntilProof("omar");
  await sso.db.deleteFrom("suspension").where("person_id", "=", id).execute();
  for (const kind of ["protection", "proofing"] as const) {
    const proposed = await propose(who);
    await sso.db.transaction().execute((tx) => suspend(tx, id, { kind }));
    const path = new URL(proposed.url).pathname;
    const confirmed = await jihad.submit(await jihad.open(path), {}, { index: 0 });
    assert.match(textOf(confirmed), /تأكدت الهوية/);
    assert.equal(await statusOf(id), "suspended", kind);
    await sso.db.deleteFrom("suspension").where("person_id", "=", id).execute();
  }
  const { page, code } = await find(amani, who);
  await sso.db.transaction().execute((tx) => suspend(tx, id, { kind: "protection" }));
  const proposed = await amani.submit(page, { ...seen(who), code }, { index: 1 });
  await jihad.submit(await jihad.open(new URL(proposed.url).pathname), {}, { index: 0 });
  assert.equal(await statusOf(id), "suspended", "its owner said that somebody else was in it");
});

test("nobody confirms their own proposal, whatever they send", async () => {
  const huda = await limited("huda");
  const proposed = await propose(huda);
  const html = proposed.html.replaceAll("/refuse", "/confirm");
  const forced = await amani.submit({ ...proposed, html }, {}, { index: 0 });
  assert.equal(forced.status, 403);
  assert.match(textOf(forced), /لا تؤكد ما اقترحته أنت/);
  assert.equal(await proofingOf(huda), "pending");
  const raced = await jihad.open(new URL(proposed.url).pathname);
  const answers = await Promise.all([1, 2].map(() => jihad.submit(raced, {}, { index: 0 })));
  const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
  assert.deepEqual(statuses, [200, 409]);
});

test("the second registrar may refuse with a reason, and the person is told", async () => {
  const khaled = await limited("khaled");
  const proposed = await propose(khaled);
  const other = await jihad.open(new URL(proposed.url).pathname);
  const unsaid = await jihad.submit(other, { reason: "" }, { index: 1 });
  assert.equal(unsaid.status, 400, "a reason is needed");
  const refused = await jihad.submit(other, { reason: "face-differs" }, { index: 1 });
  assert.match(textOf(refused), /رُفض التأكيد/);
  assert.equal(await proofingOf(khaled), "pending");
  await sso.deliver();
  assert.match(sso.sms.messages.at(-1)?.text ?? "", /لم نستطع تأكيد هويتك/);
});

test("a case needs everything seen, the last document, the phone and the registry", async () => {
  const tariq = await limited("tariq");
  const { page, code } = await find(amani, tariq);
  const wrong: [Record<string, string>, RegExp][] = [
    [{ ...seen(tariq), documentSeen: "", code }, /بعد أن ترى الوثيقة/],
    [{ ...seen(tariq), faceMatches: "no", code }, /بعد أن تقارن الوجه/],
    [{ ...seen(tariq), documentKind: "", code }, /اختر الوثيقة/],
    [{ ...seen(tariq), documentNumber: "15590045", code }, /ليست آخر وثيقة/],
    [{ ...seen(tariq), documentNumber: "<script>", code }, /حروف لاتينية وأرقام/],
    [{ ...seen(tariq), code: "" }, /الرمز الذي وصل إلى هاتفه/],
    [{ ...seen(tariq), code: code === "000000" ? "000001" : "000000" }, /الرمز غير صحيح/],
  ];
  for (const [typed, says] of wrong) {
    const answer = await amani.submit(page, typed, { index: 1 });
    assert.equal(answer.status, 400);
    assert.match(textOf(answer), says);
  }
  exchange.state.down = true;
  const down = await amani.submit(page, { ...seen(tariq), code }, { index: 1 });
  assert.match(textOf(down), /السجل المدني لا يجيب/);
  assert.equal(await proofingOf(tariq), "pending");
});

test("the desk is for registrars, and numbers without an account are told", async () => {
  const rami = await signedInAtOffice(sso, "rami");
  for (const path of ["/office/proofing", "/office/proofing/case/x", "/office/proofing/person/x"]) {
    assert.equal((await rami.open(path)).status, 403, path);
  }
  const desk = await amani.open("/office/proofing");
  const { nationalId } = describe("layla");
  const none = await amani.submit(desk, { nationalId });
  assert.equal(none.status, 404);
  assert.match(textOf(none), /لا حساب بهذا الرقم/);
  assert.equal((await amani.submit(desk, { nationalId: "12" })).status, 400);
  assert.equal((await amani.open("/office/proofing/person/x")).status, 404);
});
