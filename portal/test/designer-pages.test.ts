import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inTransaction } from "@gov/kit/db.ts";
import type { DraftDefinition } from "@gov/services/language/draft-definition.ts";
import { publishCatalogue } from "#src/catalogue/catalogue-queries.ts";
import { applyPath } from "#src/apply/apply-paths.ts";
import { findNewestDefinition } from "#src/catalogue/definition-queries.ts";
import { draftKey } from "#src/designer/draft.ts";
import { findDraft, saveDraft } from "#src/designer/draft-queries.ts";
import { publishDue } from "#src/designer/publish-queries.ts";
import { catalogue, layla, silent } from "./case-under-test.ts";
import { startPortal, type PortalUnderTest } from "./portal-under-test.ts";
import { createVisitor, textOf, type Visitor } from "./visitor.ts";

let portal: PortalUnderTest;
before(async () => (portal = await startPortal()));
after(async () => await portal.close());

const names = { rula: "رلى الخطيب", anas: "أنس زيد" } as const;
const key = draftKey("transport", "street-stall");
const home = "/office/services/transport/street-stall";

/** A designer signed in, reading English unless said. */
const enter = async (
  username: keyof typeof names,
  change: Readonly<{ roles?: string[]; institution?: string }> = {},
): Promise<Visitor> => {
  const name = names[username];
  const member = { username, name, institution: "transport", roles: ["designer"], ...change };
  portal.signIn.member(member);
  const visitor = createVisitor(portal.url);
  await visitor.open("/office/services?lang=en");
  return visitor;
};

/** Changes the draft as an editor would, and says so in its history. */
const edit = async (
  username: keyof typeof names,
  what: string,
  change: (definition: DraftDefinition) => DraftDefinition,
): Promise<void> => {
  const draft = await findDraft(portal.db, key);
  assert.ok(draft);
  const name = { ar: names[username], en: username };
  const officer = { username, name, institution: "transport", roles: ["designer"] };
  const next = change(draft.definition);
  const saved = await inTransaction(portal.db, (tx) =>
    saveDraft(tx, key, draft.revision, next, officer, { ar: what, en: what }),
  );
  assert.ok(saved.ok);
};

const describe = (summary: string) => (definition: DraftDefinition) => ({
  ...definition,
  lifeEvents: [],
  summary: { ar: `ترخيص بسطة: ${summary}`, en: summary },
});

const wanted = {
  template: "certificate",
  titleAr: "ترخيص بسطة",
  titleEn: "Permit for a street stall",
  code: "street-stall",
  prefix: "SP",
};

test("only designers come in, and only to their own institution's services", async () => {
  const officer = await enter("rula", { roles: ["officer"] });
  assert.equal((await officer.open("/office/services")).status, 403);
  const stranger = await enter("rula", { institution: "interior" });
  assert.equal((await stranger.open("/office/services")).status, 200);
  for (const below of ["", "/versions", "/review", "/versions/1"]) {
    const page = await stranger.open(`/office/services/transport/vehicle-licence${below}`);
    assert.equal(page.status, 404, below);
  }
});

test("a form with mistakes keeps what was typed and says what to do at each field", async () => {
  const rula = await enter("rula");
  const form = await rula.open("/office/services/new");
  const again = await rula.submit(form, "/office/services/new", {
    ...wanted,
    titleEn: "",
    code: "Vehicle Licence!",
    prefix: "VL",
  });
  assert.equal(again.status, 400);
  for (const kept of [wanted.titleAr, "vehicle licence!", "VL"]) {
    assert.ok(again.html.includes(`value="${kept}"`), kept);
  }
  const text = textOf(again.html);
  for (const told of ["Write the name", "Write an address", "Another service has this prefix"]) {
    assert.ok(text.includes(told), told);
  }
});

test("from a template to the catalogue: written, reviewed by a second person, applied for", async () => {
  const rula = await enter("rula");
  const form = await rula.open("/office/services/new");
  const begun = await rula.submit(form, "/office/services/new", wanted);
  assert.equal(begun.url.pathname, home);
  assert.ok(textOf(begun.html).includes("Summary, in Arabic : Write this text."));
  assert.ok(begun.html.includes(`href="${home}/texts"`));

  await edit("rula", "Wrote the summary", describe("A permit to keep a stall."));
  const whole = await rula.open(home);
  assert.ok(textOf(whole.html).includes("Nothing: it can go to review."));
  const sent = await rula.submit(whole, `${home}/submit`, { words: "First version" });
  assert.equal(sent.url.pathname, `${home}/review`);
  assert.ok(!sent.html.includes(`${home}/review/approve`), "nobody approves their own");

  const anas = await enter("anas");
  const review = await anas.open(`${home}/review`);
  assert.ok(textOf(review.html).includes("First version"));
  const approved = await anas.submit(review, `${home}/review/approve`, { words: "" });
  const own = await rula.open(`${home}/review`);
  assert.ok(!own.html.includes(`${home}/review/publish`), "nor publishes it");
  const published = await anas.submit(approved, `${home}/review/publish`);
  assert.equal(published.url.pathname, `${home}/versions`);
  const told = textOf(published.html);
  for (const each of ["Version 1", "Published now", "Approved", "Sent for review"]) {
    assert.ok(told.includes(each), each);
  }

  portal.signIn.person(layla);
  const citizen = createVisitor(portal.url);
  const search = await citizen.open(`/services?lang=ar&q=${encodeURIComponent("بسطه")}`);
  assert.ok(textOf(search.html).includes("ترخيص بسطة"));
  const first = await citizen.open(`${applyPath(key.code)}?lang=ar`);
  assert.ok(textOf(first.html).includes("لمن ستقدم الشهادة؟"), textOf(first.html));
});

test("a returned draft comes back with words, and each step can be undone and redone", async () => {
  const rula = await enter("rula");
  const begun = await rula.submit(await rula.open(home), `${home}/begin`);
  assert.ok(textOf(begun.html).includes("Began a draft from version 1"));
  await edit("rula", "Changed the summary", describe("For a season."));
  const undone = await rula.submit(await rula.open(home), `${home}/undo`);
  assert.ok(textOf(undone.html).includes("Undone: Changed the summary"));
  const before = await findDraft(portal.db, key);
  assert.equal(before?.definition.summary.en, "A permit to keep a stall.");
  const redone = await rula.submit(undone, `${home}/redo`);
  assert.ok(textOf(redone.html).includes("Redone: Changed the summary"));
  const stale = await rula.submit(undone, `${home}/redo`);
  assert.equal(stale.status, 409);
  assert.ok(textOf(stale.html).includes("A colleague changed this draft"));

  await rula.submit(await rula.open(home), `${home}/submit`, { words: "" });
  const anas = await enter("anas");
  const review = await anas.open(`${home}/review`);
  assert.ok(textOf(review.html).includes("For a season."), "the difference is told");
  const without = await anas.submit(review, `${home}/review/return`, { remarks: " " });
  assert.equal(without.status, 400);
  const returned = await anas.submit(review, `${home}/review/return`, {
    remarks: "Say how long a season is",
  });
  assert.ok(textOf(returned.html).includes("Say how long a season is"));
  assert.equal((await findDraft(portal.db, key))?.state, "editing");
});

test("published at a time in Palestine, cancelled before, then due; rolled back by two people", async () => {
  const rula = await enter("rula");
  await rula.submit(await rula.open(home), `${home}/submit`, { words: "" });
  const anas = await enter("anas");
  await anas.submit(await anas.open(`${home}/review`), `${home}/review/approve`, { words: "" });
  const year = new Date().getFullYear();
  const time = { "date-day": "31", "date-month": "12", "date-year": String(year), time: "08:30" };
  const late = await anas.submit(await anas.open(`${home}/review`), `${home}/review/schedule`, {
    ...time,
    "date-year": String(year - 1),
  });
  assert.equal(late.status, 409);
  assert.ok(late.html.includes('value="08:30"'), "what was typed stays");
  const wrong = await anas.submit(late, `${home}/review/schedule`, { ...time, time: "soon" });
  assert.equal(wrong.status, 400);
  const set = await anas.submit(late, `${home}/review/schedule`, time);
  const draft = await findDraft(portal.db, key);
  // Winter: two hours before the clocks of Greenwich.
  assert.equal(draft?.publishAt?.toISOString(), `${year}-12-31T06:30:00.000Z`);
  const cancelled = await rula.submit(
    await rula.open(`${home}/review`),
    `${home}/review/unschedule`,
  );
  assert.equal(cancelled.status, 200);
  assert.equal((await findDraft(portal.db, key))?.publishAt, undefined);
  await anas.submit(await anas.open(`${home}/review`), `${home}/review/schedule`, time);
  assert.equal(set.status, 200);
  const offers = () => Promise.resolve(undefined);
  const deps = { db: portal.db, catalogue, log: silent, offers };
  assert.equal(await publishDue(deps, new Date(`${year}-12-31T06:29:59Z`)), 0);
  const both = await Promise.all(
    [1, 2].map(() => publishDue(deps, new Date(`${year}-12-31T06:30:00Z`))),
  );
  assert.equal(Math.max(...both) + Math.min(...both), 1, "two processes publish it once");
  assert.equal((await findNewestDefinition(portal.db, key.code))?.version, 2);

  const first = await rula.open(`${home}/versions/1`);
  assert.ok(textOf(first.html).includes("Differences from what is published now"));
  const unsaid = await rula.submit(first, "/roll-back", { words: "" });
  assert.equal(unsaid.status, 400);
  const why = "The season was not agreed";
  const asked = await rula.submit(first, "/roll-back", { words: why });
  assert.ok(textOf(asked.html).includes(why));
  assert.equal(
    (await findNewestDefinition(portal.db, key.code))?.version,
    2,
    "one person asks only",
  );
  const own = await rula.open(`${home}/versions/1`);
  assert.ok(textOf(own.html).includes("Waits for a second person"));
  assert.ok(!own.html.includes("/roll-back/agree"), "nobody agrees to their own");
  const service = await anas.open(home);
  assert.ok(service.html.includes(`href="${home}/versions/1"`), "colleagues find it");
  const theirs = await anas.open(`${home}/versions/1`);
  const unsaidAgain = await anas.submit(theirs, "/roll-back/decline", { words: " " });
  assert.equal(unsaidAgain.status, 400);
  const declined = await anas.submit(theirs, "/roll-back/decline", { words: "Which committee?" });
  assert.ok(textOf(declined.html).includes("Which committee?"));
  const gone = await anas.submit(theirs, "/roll-back/agree");
  assert.equal(gone.status, 409, "it is asked for no more");
  await rula.submit(await rula.open(`${home}/versions/1`), "/roll-back", { words: why });
  const back = await anas.submit(await anas.open(`${home}/versions/1`), "/roll-back/agree");
  assert.match(textOf(back.html), /Restores version 1 asked by rula/);
  for (const told of [why, "Asked for an earlier version anew", "Agreed to publish"]) {
    assert.ok(textOf(back.html).includes(told), told);
  }
  const newest = await findNewestDefinition(portal.db, key.code);
  assert.equal(newest?.version, 3);
  assert.equal(newest?.definition.summary.en, "A permit to keep a stall.");
});

test("whoever began to apply stays on the version they began with", async () => {
  const newest = await findNewestDefinition(portal.db, key.code);
  const pinned = await portal.db
    .selectFrom("application")
    .select("version")
    .where("service_code", "=", key.code)
    .executeTakeFirstOrThrow();
  assert.deepEqual([pinned.version, newest?.version], [1, 3]);
});

test("files that come with the system never go over what a designer published", async () => {
  const [service] = catalogue.services;
  assert.ok(service);
  const made = { ...service, code: key.code, version: 9, referencePrefix: "SP" };
  await publishCatalogue(portal.db, { ...catalogue, services: [made] }, silent);
  assert.equal((await findNewestDefinition(portal.db, key.code))?.version, 3);
});
