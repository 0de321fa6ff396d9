import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inTransaction } from "@gov/kit/db.ts";
import type { ExchangeClient } from "@gov/kit/exchange/exchange-client.ts";
import { err, ok, unwrap } from "@gov/kit/result.ts";
import { beginDraft, submitDraft } from "#src/designer/draft-life-queries.ts";
import { draftKey } from "#src/designer/draft.ts";
import { findDraft } from "#src/designer/draft-queries.ts";
import { groupedDraft } from "#src/designer/edit/grouped-draft-sample.ts";
import { approveDraft } from "#src/designer/publish-queries.ts";
import {
  createOffersBook,
  offersToProve,
  type Offer,
} from "#src/exchange-client/exchange-offers.ts";
import { catalogue, officer } from "./case-under-test.ts";
import { startPortal, type PortalUnderTest } from "./portal-under-test.ts";
import { createVisitor, textOf, type Page, type Visitor } from "./visitor.ts";

const key = draftKey("transport", "street-stall");
const base = "/office/services/transport/street-stall";

/** A query that no service asks, and that may be asked for another purpose than the stall's. */
const jobseeker: Offer = {
  member: "MOL",
  subsystem: "labour-offices",
  service: "jobseeker",
  name: { ar: "التسجيل في مكتب العمل", en: "Registration as seeking work" },
  holder: { ar: "مكاتب العمل", en: "Labour offices" },
  fields: ["registered", "registeredOn"],
  subjectFrom: "path",
  purposes: [{ code: "small-trade", text: { ar: "تنظيم التجارة الصغيرة", en: "Small trade" } }],
};

let portal: PortalUnderTest;
let visitor: Visitor;

const begin = async (): Promise<void> => {
  const what = { ar: "بدأ", en: "Began" };
  const definition = { ...groupedDraft, ...key };
  unwrap(
    await inTransaction(portal.db, (tx) => beginDraft(tx, key, { definition, officer, what })),
  );
  const roles = ["officer", "designer"];
  portal.signIn.member({ username: "huda", institution: "transport", roles, name: "هدى شاهين" });
  visitor = createVisitor(portal.url);
  await visitor.open("/office?lang=ar");
};

before(async () => {
  portal = await startPortal();
  portal.exchange.offers.push(jobseeker);
  await begin();
});
after(async () => await portal.close());

const bindingNow = async () => {
  const draft = await findDraft(portal.db, key);
  const binding = draft?.definition.bindings.at(-1);
  assert.ok(draft && binding);
  return { draft, binding };
};

const press = (page: Page, values: Record<string, string>): Promise<Page> =>
  visitor.submit(page, page.url.pathname, values);

test("a query that nobody asks yet is offered, and its author says what each fact is", async () => {
  const list = await visitor.open(`${base}/bindings`);
  const name = "MOL/labour-offices/jobseeker";
  assert.ok(textOf(list.html).includes("مكاتب العمل: التسجيل في مكتب العمل"));
  const added = await press(list, { act: "add:bindings", "new.bindings.service": name });
  const { binding } = await bindingNow();
  assert.deepEqual(binding.path, ["applicant.nationalId"]);
  assert.equal(binding.source.ar, "مكاتب العمل");
  const fact = await press(await visitor.open(added.url.pathname), {
    act: "add:facts",
    "new.facts.from": "registeredOn",
  });
  assert.equal(fact.status, 200);
  const saved = await press(fact, {
    act: "save",
    "label.ar": "تاريخ التسجيل",
    "label.en": "Registered on",
    type: "date",
    from: "registeredOn",
    name: `${binding.code}.registeredOn`,
  });
  assert.equal(saved.status, 200, textOf(saved.html));
  const { name: called, type, from, label } = (await bindingNow()).binding.facts[0] ?? {};
  assert.deepEqual([called, type, from], [`${binding.code}.registeredOn`, "date", "registeredOn"]);
  assert.equal(label?.en, "Registered on");
});

test("a purpose that may not ask, and a field that is not offered, are told at their places", async () => {
  const overview = await visitor.open(base);
  assert.match(textOf(overview.html), /الغرض street-stall لا يجيز سؤال هذا السجل/);
  const { binding } = await bindingNow();
  const editor = await visitor.open(`${base}/bindings/${binding.code}`);
  assert.match(textOf(editor.html), /street-stall ?: غير مسجل لهذا السجل/);
  assert.ok(textOf(editor.html).includes("تنظيم التجارة الصغيرة"));
  const place = `${base}/bindings/${binding.code}/facts/0`;
  const fact = await visitor.open(place);
  await press(fact, {
    act: "save",
    "label.ar": "تاريخ التسجيل",
    "label.en": "Registered on",
    type: "date",
    from: "enrolledOn",
    name: `${binding.code}.registeredOn`,
  });
  const told = await visitor.open(base);
  assert.match(textOf(told.html), /ليس في جواب هذا السجل enrolledOn/);
  assert.ok(told.html.includes(`href="${place}"`), "the problem leads to its editor");
});

test("what the exchange does not offer is not approved either", async () => {
  const { draft } = await bindingNow();
  const words = "نسأل مكاتب العمل";
  const { revision } = draft;
  unwrap(
    await inTransaction(portal.db, (tx) => submitDraft(tx, key, { revision, officer, words })),
  );
  const second = { ...officer, username: "second" };
  const withOffers = { ...catalogue, ...offersToProve([jobseeker]) };
  const done = await inTransaction(portal.db, (tx) =>
    approveDraft(tx, withOffers, key, { revision, officer: second }),
  );
  assert.deepEqual(done, err("notPublishable"));
});

test("the exchange is asked once in a while, and what it said last holds while it is silent", async () => {
  let answers = 0;
  let silent = false;
  const page = { offers: [jobseeker], more: false };
  const exchange: Pick<ExchangeClient, "get"> = {
    get: async () => {
      answers += 1;
      return await Promise.resolve(
        silent ? err({ kind: "down", since: new Date() }) : ok({ json: page, at: new Date() }),
      );
    },
  };
  const book = createOffersBook(exchange as ExchangeClient, 60_000);
  const both = await Promise.all([book(), book()]);
  assert.deepEqual([both[0], both[1], answers], [[jobseeker], [jobseeker], 1]);
  const anxious = createOffersBook(exchange as ExchangeClient, 0);
  await anxious();
  silent = true;
  assert.deepEqual(await anxious(), [jobseeker]);
  const late = createOffersBook(exchange as ExchangeClient, 0);
  assert.equal(await late(), undefined);
  assert.deepEqual(offersToProve(await late()), {});
});
