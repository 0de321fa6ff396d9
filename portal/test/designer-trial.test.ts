import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { draftKey } from "#src/designer/draft.ts";
import { findDraft } from "#src/designer/draft-queries.ts";
import { startPortal, type PortalUnderTest } from "./portal-under-test.ts";
import { createVisitor, textOf, type Page, type Visitor } from "./visitor.ts";

let portal: PortalUnderTest;
let rula: Visitor;
const key = draftKey("transport", "vehicle-licence");
const home = "/office/services/transport/vehicle-licence";

before(async () => {
  portal = await startPortal();
  const member = { institution: "transport", roles: ["designer"], name: "رلى الخطيب" };
  portal.signIn.member({ username: "rula.khatib", ...member });
  rula = createVisitor(portal.url);
  await rula.submit(await rula.open(`${home}?lang=en`), `${home}/begin`);
});
after(async () => await portal.close());

const countAll = async () => {
  const { rows } = await sql<{ cases: bigint; applications: bigint }>`
    select (select count(*) from government_case) as cases,
      (select count(*) from application) as applications`.execute(portal.db);
  return rows[0];
};

test("a draft goes out as a file and comes back as it was, under the service's own address", async () => {
  const file = await rula.open(`${home}/export`);
  assert.match(file.headers.get("content-disposition") ?? "", /transport-vehicle-licence\.json/);
  const draft = await findDraft(portal.db, key);
  assert.deepEqual(JSON.parse(file.html), draft?.definition);
  const changed = file.html
    .replace('"code": "transport/vehicle-licence"', '"code": "interior/other"')
    .replace("Licence fee", "Fee for the licence");
  const form = await rula.open(`${home}/import`);
  const imported = await rula.submit(form, `${home}/import`, { json: changed });
  assert.equal(imported.url.pathname, home);
  assert.ok(textOf(imported.html).includes("Imported the service from a file"));
  const now = await findDraft(portal.db, key);
  assert.equal(now?.definition.code, key.code);
  assert.equal(
    JSON.stringify(now?.definition),
    JSON.stringify(draft?.definition).replace("Licence fee", "Fee for the licence"),
  );
});

test("a file that is not one says on which line, keeps what was pasted and changes nothing", async () => {
  const before = await findDraft(portal.db, key);
  const form = await rula.open(`${home}/import`);
  const whole = (await rula.open(`${home}/export`)).html;
  const line = whole.split("\n").findIndex((each) => each.includes('"assurance"')) + 1;
  const broken = [
    [whole.replace('"assurance": 2', '"assurance": "two"'), `Line ${line} assurance`],
    [whole.replace('"assurance": 2,', '"assurance": 2'), `Line ${line + 1}`],
    ['{\n "surprise": 1\n}', "Unknown parts"],
    ["", "Choose a file or paste"],
  ] as const;
  for (const [json, told] of broken) {
    const again = await rula.submit(form, `${home}/import`, { json });
    assert.equal(again.status, 400);
    assert.ok(textOf(again.html).includes(told), `${told} in ${textOf(again.html).slice(0, 900)}`);
  }
  const large = await rula.submit(form, `${home}/import`, { json: "x".repeat(3_000_000) });
  assert.ok(textOf(large.html).includes("larger than allowed"));
  assert.equal((await findDraft(portal.db, key))?.revision, before?.revision);
});

test("a designer walks the draft as people will, and neither cases nor registries notice", async () => {
  const before = await countAll();
  const asked = portal.exchange.requests.length;
  let page: Page = await rula.open(`${home}/preview`);
  assert.ok(textOf(page.html).includes("Nothing is sent"));
  const wrong = await rula.submit(page, `${home}/preview" novalidate`, { plate: "" });
  assert.equal(wrong.status, 422);
  for (let step = 0; step < 3; step += 1) {
    const filled = await rula.submit(page, 'act" method="post"', { then: "sample" });
    page = await rula.submit(filled, `${home}/preview" novalidate`, valuesOf(filled));
    assert.equal(page.status, 200, textOf(page.html));
  }
  const end = textOf(page.html);
  assert.ok(end.includes("There are no more questions"), end);
  assert.ok(end.includes("The vehicle has unpaid fines."), "one fine is the sample");
  const back = await rula.submit(page, 'act" method="post"', { then: "back" });
  assert.ok(back.html.includes('name="period"'));
  assert.deepEqual(await countAll(), before);
  assert.equal(portal.exchange.requests.length, asked);
});

/** What stands in the boxes of a trial's page. */
const valuesOf = ({ html }: Page): Record<string, string> => {
  const values: Record<string, string> = {};
  for (const [input] of html.matchAll(/<input[^>]*>/g)) {
    const part = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(input)?.[1] ?? "";
    const type = part("type");
    const chosen = !["radio", "checkbox"].includes(type) || input.includes("checked");
    if (type !== "hidden" && chosen) values[part("name")] = part("value");
  }
  return values;
};
