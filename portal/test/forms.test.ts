import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { layla, officer } from "./case-under-test.ts";
import { startPortal, type PortalUnderTest } from "./portal-under-test.ts";
import { createVisitor, textOf, type Page, type Visitor } from "./visitor.ts";
import { noise } from "./upload-world.ts";

const apply = "/apply/transport/family-permit";
const household = `${apply}/household`;

let portal: PortalUnderTest;
before(async () => {
  portal = await startPortal();
});
after(async () => await portal.close());

const signedIn = async (path = "/"): Promise<Visitor> => {
  portal.signIn.person(layla);
  const visitor = createVisitor(portal.url);
  await visitor.open(`/signin?returnTo=${path}`);
  return visitor;
};

const child = (index: number, name: string, more: Record<string, string> = {}) => ({
  [`children.${index}.name`]: name,
  [`children.${index}.birthDate-day`]: "3",
  [`children.${index}.birthDate-month`]: "4",
  [`children.${index}.birthDate-year`]: "2020",
  [`children.${index}.care`]: "no",
  ...more,
});

const home = {
  "home.governorate": "HBN",
  "home.locality": "حلحول",
  "home.street": "",
  model: "Tucson",
  iban: "PS92PALS000000000400123456702",
  deposit: "250",
  carLength: "450",
  engine: "1600",
  phone: "0599123456",
  zone: "edge",
};

const valueOf = (page: Page, name: string): string | undefined =>
  new RegExp(`name="${name.replaceAll(".", "\\.")}"[^>]*value="([^"]*)"`).exec(page.html)?.[1];

const attach = async (visitor: Visitor, then: string): Promise<Page> => {
  const page = await visitor.open(`${apply}/papers`);
  const form = new FormData();
  form.set("_csrf", /name="_csrf"[^>]*value="([^"]+)"/.exec(page.html)?.[1] ?? "");
  const photo = await noise(40, 30).jpeg().toBuffer();
  form.append("photos", new Blob([new Uint8Array(photo)]), "البيت.jpg");
  form.set("then", then);
  return await visitor.send(`${apply}/papers`, { method: "POST", body: form });
};

describe("a page of several children", () => {
  test("grows, shrinks and takes back without losing a letter, here and on another device", async () => {
    const visitor = await signedIn();
    let page = await visitor.submit(await visitor.open(apply), `${apply}/plate`, {
      plate: "7-4821-H",
    });
    page = await visitor.submit(page, `${apply}/vehicle`);
    assert.equal(page.url.pathname, household);
    page = await visitor.submit(page, household, {
      ...child(0, "سارة"),
      then: "add children",
    });
    assert.equal(valueOf(page, "children.count"), "2");
    assert.equal(valueOf(page, "children.0.name"), "سارة");
    page = await visitor.submit(page, household, {
      ...child(0, "سارة"),
      "children.1.name": "نصف",
      then: "add children",
    });
    page = await visitor.submit(page, household, {
      ...child(0, "سارة"),
      "children.1.name": "نصف",
      then: "remove children 0",
    });
    assert.equal(valueOf(page, "children.0.name"), "نصف");
    assert.match(textOf(page.html), /حذفت الطفل 1/);

    const phone = await signedIn();
    const resumed = await phone.open(household);
    assert.equal(valueOf(resumed, "children.0.name"), "نصف");
    page = await phone.submit(resumed, household, {
      "children.0.name": "نصف آخر",
      then: "putBack children",
    });
    assert.equal(valueOf(page, "children.0.name"), "سارة");
    assert.equal(valueOf(page, "children.1.name"), "نصف آخر");
    assert.equal(valueOf(page, "children.count"), "3");
    assert.doesNotMatch(page.html, /value="add children"/, "three is the limit");

    page = await phone.submit(page, household, {
      ...child(0, "سارة"),
      ...child(1, "", { "children.1.care": "yes" }),
      then: "",
    });
    assert.equal(page.status, 422);
    assert.match(page.html, /href="#f-children\.1\.name"/);
    assert.match(textOf(page.html), /الطفل 2: اكتب جوابا: الاسم/);
    assert.match(page.html, /href="#f-children\.1\.careKind"/, "what an answer brings is asked");
    assert.match(textOf(page.html), /نسأل هذا حين يكون/);
    const told = await phone.open(`${apply}/check-answers`);
    assert.equal(told.url.pathname, household, "nothing half typed is passed over");
  });

  test("saved in two windows shows both, and the person takes one", async () => {
    const here = await signedIn();
    const there = await signedIn();
    const mine = await here.open(household);
    const other = await there.open(household);
    const rest = { "children.count": "1", ...child(0, "هناك") };
    const saved = await there.submit(other, household, rest);
    assert.equal(saved.url.pathname, `${apply}/home`);
    const both = await here.submit(mine, household, { ...rest, ...child(0, "هنا") });
    assert.equal(both.status, 409);
    assert.match(textOf(both.html), /المحفوظ هناك.*هناك/);
    assert.equal(valueOf(both, "children.0.name"), "هنا");
    const kept = await there.open(household);
    assert.equal(valueOf(kept, "children.0.name"), "هناك", "nothing was overwritten");
    const taken = await here.submit(both, household, { ...rest, ...child(0, "هنا") });
    assert.equal(taken.url.pathname, `${apply}/home`);
    const half = await there.submit(await there.open(household), household, {
      ...rest,
      ...child(0, "نصف هناك"),
      then: "add children",
    });
    assert.equal(half.status, 200);
    const grown = await here.submit(both, household, {
      ...rest,
      ...child(0, "هنا"),
      then: "add children",
    });
    assert.equal(grown.status, 409, "a button overwrites nothing either");
    assert.match(textOf(grown.html), /المحفوظ هناك.*نصف هناك/);
    await here.submit(grown, household, { ...rest, ...child(0, "هنا") });
    const again = await here.submit(both, household, { ...rest, ...child(0, "هنا") });
    assert.equal(again.url.pathname, `${apply}/home`, "the same sent twice is no other");
  });

  test("goes with its papers to the institution, once its sender has proved who they are", async () => {
    const visitor = await signedIn();
    let page = await visitor.open(household);
    page = await visitor.submit(page, household, {
      "children.count": "2",
      ...child(0, "سارة"),
      ...child(1, "آدم"),
    });
    page = await visitor.submit(page, `${apply}/home`, home);
    assert.equal(page.url.pathname, `${apply}/papers`, textOf(page.html).slice(0, 600));
    page = await attach(visitor, "");
    assert.equal(page.url.pathname, `${apply}/statement`);
    page = await visitor.submit(page, `${apply}/statement`, { statement: "yes" });
    assert.equal(page.url.pathname, `${apply}/check-answers`);
    const words = textOf(page.html);
    assert.match(words, /الطفل 2 .*آدم/);
    assert.match(words, /الخليل، حلحول/);
    assert.match(words, /البيت\.jpg/);
    assert.match(words, /خصم العائلة الكبيرة -50\.00 ₪/);
    assert.match(words, /الدفعة الثانية 75\.00 ₪ خلال 30 يوما/);
    assert.match(words, /أثبت أنك أنت/);
    assert.doesNotMatch(page.html, /name="application"/);
    const draft = await portal.db.selectFrom("application").select("id").executeTakeFirstOrThrow();
    const unproved = await visitor.submit(page, "/signout", {});
    assert.ok(unproved);
    const fresh = await signedIn();
    const check = await fresh.open(`${apply}/check-answers`);
    const csrf = /name="_csrf"[^>]*value="([^"]+)"/.exec(check.html)?.[1] ?? "";
    const forged = new URLSearchParams({
      _csrf: csrf,
      application: draft.id,
      fee: "15000 ILS",
    });
    const refused = await fresh.send(check.url.pathname, { method: "POST", body: forged });
    assert.equal(refused.url.pathname, `${apply}/check-answers`, "a form of one's own does not do");

    const back = encodeURIComponent(`${apply}/check-answers`);
    const proved = await fresh.open(`/signin?proof=1&returnTo=${back}`);
    assert.match(textOf(proved.html), /تأكدنا أنك أنت/);
    const sent = await fresh.submit(proved, "check-answers");
    const reference = /FP-\d{4}-\d{8}/.exec(sent.url.pathname)?.[0] ?? "";
    assert.match(reference, /^FP/);
    await officerReads(reference);
    const looks = await fresh.open("/data-use");
    assert.match(textOf(looks.html), /ملف أرفقته بطلبك/);
  });
});

const officerReads = async (reference: string): Promise<void> => {
  const file = await portal.db.selectFrom("kept_file").selectAll().executeTakeFirstOrThrow();
  assert.ok(file.case_id);
  const member = { ...officer, name: officer.name.ar };
  portal.signIn.member(member);
  const desk = createVisitor(portal.url);
  await desk.open("/office/signin");
  const opened = await desk.open(`/office/cases/${reference}`);
  assert.match(textOf(opened.html), /البيت\.jpg/);
  const href = `/office/cases/${reference}/files/${file.id}`;
  assert.ok(opened.html.includes(href));
  const answer = await desk.open(href);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get("content-disposition") ?? "", /^attachment; .*UTF-8''/);
  assert.match(answer.headers.get("content-security-policy") ?? "", /sandbox/);
  portal.signIn.member({ ...member, username: "officer.interior", institution: "interior" });
  const stranger = createVisitor(portal.url);
  await stranger.open("/office/signin");
  assert.equal((await stranger.open(href)).status, 404);
  await assert.rejects(portal.db.deleteFrom("kept_file").execute(), /never changed/);
};
