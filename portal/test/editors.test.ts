import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inTransaction } from "@gov/kit/db.ts";
import { unwrap } from "@gov/kit/result.ts";
import { beginDraft } from "#src/designer/draft-life-queries.ts";
import { draftKey } from "#src/designer/draft.ts";
import { findDraft } from "#src/designer/draft-queries.ts";
import { groupedDraft } from "#src/designer/edit/grouped-draft-sample.ts";
import { officer } from "./case-under-test.ts";
import { startPortal, type PortalUnderTest } from "./portal-under-test.ts";
import { createVisitor, textOf, type Page, type Visitor } from "./visitor.ts";

let portal: PortalUnderTest;
let visitor: Visitor;
const key = draftKey("transport", "street-stall");
const base = "/office/services/transport/street-stall";
const area = `${base}/pages/stall/fields/area`;

before(async () => {
  portal = await startPortal();
  const what = { ar: "بدأ", en: "Began" };
  const definition = { ...groupedDraft, ...key };
  unwrap(
    await inTransaction(portal.db, (tx) => beginDraft(tx, key, { definition, officer, what })),
  );
  const roles = ["officer", "designer"];
  portal.signIn.member({ username: "huda", institution: "transport", roles, name: "هدى شاهين" });
  visitor = createVisitor(portal.url);
  await visitor.open("/office?lang=ar");
});
after(async () => await portal.close());

const draftNow = async () => {
  const draft = await findDraft(portal.db, key);
  assert.ok(draft);
  return draft;
};

/** What stands in the controls of the editor's form, as a browser would send it back. */
const written = ({ html }: Page): Record<string, string> => {
  const form = /<form class="edit"[\s\S]*?<\/form>/.exec(html)?.[0] ?? "";
  const plain = (text = ""): string =>
    text
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");
  const values: Record<string, string> = {};
  for (const [input] of form.matchAll(/<input\b[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    const ticked = !/type="(?:radio|checkbox)"/.test(input) || /\bchecked\b/.test(input);
    if (name && ticked) values[name] = plain(/value="([^"]*)"/.exec(input)?.[1]);
  }
  for (const [, name = "", text] of form.matchAll(
    /<textarea\b[^>]*name="([^"]*)"[^>]*>\n?([\s\S]*?)<\/textarea>/g,
  )) {
    values[name] = plain(text);
  }
  return values;
};

const send = async (path: string, change: Record<string, string>): Promise<Page> => {
  const page = await visitor.open(path);
  assert.equal(page.status, 200);
  return await visitor.submit(page, 'class="edit"', { act: "save", ...written(page), ...change });
};

test("a wrong number is told beside its box, nothing typed is lost and nothing is saved", async () => {
  const { revision } = await draftNow();
  const page = await send(area, { max: "عشرون", "hint.ar": "اكتب المساحة بالمتر." });
  assert.equal(page.status, 422);
  assert.ok(textOf(page.html).includes("اكتب عددا صحيحا"));
  const now = written(page);
  assert.deepEqual([now["max"], now["hint.ar"]], ["عشرون", "اكتب المساحة بالمتر."]);
  assert.equal((await draftNow()).revision, revision);
});

test("a rule that names nothing is saved, marked where it is wrong, with the nearest name", async () => {
  const page = await send(area, { "validate.0.rule": "المساح <= 20" });
  assert.equal(page.status, 200);
  assert.match(page.html, /<mark\s*>المساح<\/mark/);
  assert.ok(textOf(page.html).includes("هل تقصد المساحة؟"), textOf(page.html));
  const mended = await send(area, { "validate.0.rule": "المساحة <= 20" });
  assert.doesNotMatch(mended.html, /<mark/);
});

test("checking a rule says what it means and gives, and saves nothing", async () => {
  const { revision } = await draftNow();
  const rule = "المساحة <= 20 وليس نوع = «food»";
  const wrong = await send(area, { "validate.0.rule": rule, act: "check:validate.0.rule" });
  assert.match(wrong.html, /<mark\s*>نوع<\/mark/);
  const right = await send(area, {
    "validate.0.rule": "المساحة <= 20 و البضاعة = «food»",
    act: "check:validate.0.rule",
  });
  const said = textOf(right.html);
  for (const words of ["«طعام»", "معناها", "نعم أو لا", "النتيجة"]) {
    assert.ok(said.includes(words), `${words}: ${said}`);
  }
  assert.equal((await draftNow()).revision, revision);
});

test("another name for a question is written into every rule that names it", async () => {
  const page = await send(area, { alias: "مساحة_البسطة" });
  assert.equal(page.status, 200);
  const { definition } = await draftNow();
  assert.equal(definition.fees[0]?.exemptions?.[0]?.when.startsWith("مساحة_البسطة < 4"), true);
  const refused = await send(`${base}/pages/stall/fields/goods`, { alias: "مساحة_البسطة" });
  assert.equal(refused.status, 422);
  assert.ok(textOf(refused.html).includes("مستعمل لغير هذا"));
});

test("whoever saves after a colleague is told so, and keeps what they typed", async () => {
  const page = await visitor.open(area);
  await send(area, { "label.en": "Area of the stall" });
  const late = await visitor.submit(page, 'class="edit"', {
    act: "save",
    ...written(page),
    "label.en": "Stall area",
  });
  assert.equal(late.status, 409);
  assert.equal(written(late)["label.en"], "Stall area");
  const again = await visitor.submit(late, 'class="edit"', { act: "save", ...written(late) });
  assert.equal(again.status, 200);
  const { definition } = await draftNow();
  assert.equal(definition.pages[0]?.fields[1]?.label.en, "Stall area");
});

test("what a rule names is not removed, and its author reads where it is named", async () => {
  const page = await visitor.open(`${base}/pages/stall`);
  const kept = await visitor.submit(page, "/pages/stall", { act: "remove:fields.0" });
  assert.equal(kept.status, 422);
  assert.ok(textOf(kept.html).includes("لا يُحذف ما دام مستعملا في"));
});

test("a question goes to another page, and its rules with it", async () => {
  const place = `${base}/pages/stall/fields/place`;
  const page = await visitor.open(place);
  const forms = page.html.split('<details class="add">');
  const form = { ...page, html: forms.find((part) => part.includes('name="to"')) ?? "" };
  const moved = await visitor.submit(form, "/fields/place", { act: "transfer", to: "1" });
  assert.deepEqual([moved.status, moved.url.pathname], [200, `${base}/pages/helpers/fields/place`]);
  const { definition } = await draftNow();
  assert.deepEqual(
    definition.pages[1]?.fields.map(({ code }) => code),
    ["helpers", "place"],
  );
});

test("a document is shown as it will be issued: a picture of the page and the PDF itself", async () => {
  const page = await visitor.open(`${base}/documents/permit`);
  assert.match(page.html, /documents\/permit\/preview\.svg/);
  const svg = await visitor.open(`${base}/documents/permit/preview.svg`);
  assert.equal(svg.headers.get("content-type"), "image/svg+xml");
  assert.match(svg.html, /^<svg/);
  const pdf = await visitor.open(`${base}/documents/permit/preview.pdf`);
  assert.match(pdf.html, /^%PDF-/);
});

test("a fee is tried on answers that the author chooses, with the reason for each line", async () => {
  const page = await visitor.open(`${base}/fees?try.goods=food&try.area=3&try.helpers=2`);
  const said = textOf(page.html);
  for (const words of ["312.00", "20.00", "نوع البضاعة", "طعام", "بسطة صغيرة"]) {
    assert.ok(said.includes(words), `${words}: ${said}`);
  }
});

test("addresses that name nothing of the draft, and other people's drafts, are not found", async () => {
  for (const path of [
    "pages/none",
    "pages/stall/fields/none",
    "fees/7",
    "workflow/states/none/checks/x",
  ]) {
    assert.equal((await visitor.open(`${base}/${path}`)).status, 404, path);
  }
  assert.equal((await visitor.open("/office/services/health/street-stall/pages")).status, 404);
});
