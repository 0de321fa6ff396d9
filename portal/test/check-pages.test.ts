import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { layla } from "./case-under-test.ts";
import { startPortal, type PortalUnderTest } from "./portal-under-test.ts";
import { createVisitor, textOf, type Visitor } from "./visitor.ts";

let portal: PortalUnderTest;
before(async () => (portal = await startPortal()));
after(async () => await portal.close());

const enter = async (institution: string): Promise<Visitor> => {
  portal.signIn.member({
    username: `officer.${institution}`,
    institution,
    roles: ["officer"],
    name: "سامر عودة",
  });
  const visitor = createVisitor(portal.url);
  await visitor.open("/office");
  return visitor;
};

const checkIn = (html: string): string => {
  const found = /href="(\/office\/checks\/[0-9a-f-]{36})"/.exec(html)?.[1];
  assert.ok(found, "no question in the inbox");
  return found;
};

test("another institution is asked, sees only what it needs, answers, and the applicant reads it", async () => {
  portal.signIn.person(layla);
  const citizen = createVisitor(portal.url);
  await citizen.open("/signin?returnTo=/applications");
  const apply = "/apply/health/insurance";
  const asked = await citizen.open(apply);
  const answers = { work: "unemployed", dependants: "0" };
  const filled = await citizen.submit(asked, `${apply}/work`, answers);
  assert.match(textOf(filled.html), /أرسل الطلب/);
  const sent = await citizen.submit(filled, "check-answers");
  const reference = /HI-\d{4}-\d{8}/.exec(sent.url.pathname)?.[0];
  assert.ok(reference, sent.url.href);

  const finance = await enter("finance");
  const place = checkIn((await finance.open("/office")).html);
  const question = await finance.open(place);
  const words = textOf(question.html);
  assert.match(words, /هل من مانع لدى الجهة؟ incomeTax/);
  assert.match(words, /400000006/);
  assert.match(words, /لا أعمل/);
  assert.doesNotMatch(words, /كم تعيل|ليلى|0599/, "nothing beyond what the check shows");

  const form = await finance.open(`${place}/object`);
  const bare = await finance.submit(form, "/object", { text: "له رقم مكلف" });
  assert.equal(bare.status, 422);
  assert.match(bare.html, /له رقم مكلف/, "what was typed is kept");
  const done = await finance.submit(bare, "/object", { reason: "found", text: "له رقم مكلف" });
  assert.match(textOf(done.html), /أُرسل المانع/);
  const again = await finance.submit(question, "/clear");
  assert.equal(again.status, 409);

  const transport = await enter("transport");
  const other = checkIn((await transport.open("/office")).html);
  assert.equal((await transport.open(place)).status, 404);
  await transport.submit(await transport.open(other), "/clear");

  const page = await citizen.open(`/applications/${reference}`);
  assert.match(textOf(page.html), /له سجل لدينا/);
  assert.match(textOf(page.html), /قيد المراجعة/);
  const looks = textOf((await citizen.open("/data-use")).html);
  assert.match(looks, /سامر عودة/);

  const health = await enter("health");
  const own = await health.open(`/office/cases/${reference}`);
  assert.match(textOf(own.html), /ردود الجهات/);
  assert.match(textOf(own.html), /له رقم مكلف/);
});
