import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inTransaction } from "@gov/kit/db.ts";
import { emptyDraft } from "@gov/services/language/draft-definition.ts";
import fc from "fast-check";
import type { Officer } from "#src/case/case.ts";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import { addVersion, findNewestVersion } from "#src/catalogue/version-queries.ts";
import type { PortalDb } from "#src/db-types.ts";
import { draftKey, type Draft } from "#src/designer/draft.ts";
import {
  beginDraft,
  discardDraft,
  returnDraft,
  submitDraft,
  withdrawDraft,
} from "#src/designer/draft-life-queries.ts";
import { findDraft, saveDraft } from "#src/designer/draft-queries.ts";
import { draftProblems } from "#src/designer/draft-problems.ts";
import {
  approveDraft,
  publishDraft,
  publishDue,
  scheduleDraft,
  unscheduleDraft,
} from "#src/designer/publish-queries.ts";
import {
  agreeToRollBack,
  askRollBack,
  endRollBack,
  findRollBack,
} from "#src/designer/roll-back-queries.ts";
import { findServiceEvents } from "#src/designer/service-event-queries.ts";
import { stepDraft } from "#src/designer/undo-queries.ts";
import { catalogue, createCaseDatabase, silent } from "./case-under-test.ts";
import { commands, expected, type Command, type Model } from "./designer-model.ts";

let database: Awaited<ReturnType<typeof createCaseDatabase>>;
before(async () => (database = await createCaseDatabase()));
after(async () => await database.drop());

const people: Officer[] = ["rula", "anas", "maha"].map((username) => ({
  username,
  name: { ar: username, en: username },
  institution: "transport",
  roles: ["designer"],
}));
const whole = catalogue.services.find(({ code }) => code === "transport/vehicle-licence");
assert.ok(whole);

const bothTitles = (title: string) => ({
  ar: title,
  en: title === "" ? "" : `In English: ${title}`,
});

const now = new Date("2026-11-26T09:00:00Z");
const tomorrow = new Date("2026-11-27T09:00:00Z");

let services = 0;

/** A new service with its own numbers, and everything that can be done to it. */
const openService = () => {
  services += 1;
  const { db } = database;
  const key = draftKey("transport", `made-${services}`);
  const letters = services.toString(26).padStart(3, "0");
  const prefix = `Z${[...letters].map((each) => String.fromCodePoint(65 + parseInt(each, 26))).join("")}`;
  const titled = (title: string) => ({
    ...whole,
    code: key.code,
    referencePrefix: prefix,
    title: bothTitles(title),
  });
  const draft = (): Promise<Draft | undefined> => findDraft(db, key);

  const begin = async (officer: Officer): Promise<boolean> => {
    const newest = await findNewestVersion(db, key.code);
    const definition = newest ? await loadDefinition(db, key.code, newest.version) : titled("");
    const what = { ar: "بدأ", en: "Began" };
    const basedOn = newest ? { basedOn: newest.version } : {};
    const input = { definition, officer, what, ...basedOn };
    return (await inTransaction(db, (tx) => beginDraft(tx, key, input))).ok;
  };

  const save = async (officer: Officer, title: string, behind = 0): Promise<boolean> => {
    const seen = await draft();
    if (!seen) return false;
    const definition = { ...seen.definition, title: bothTitles(title) };
    const what = { ar: "غيّر الاسم", en: "Changed the title" };
    return (
      await inTransaction(db, (tx) =>
        saveDraft(tx, key, seen.revision - behind, definition, officer, what),
      )
    ).ok;
  };

  const run = async (command: Command, officer: Officer, title: string): Promise<boolean> => {
    if (command === "begin") return await begin(officer);
    if (command === "edit") return await save(officer, title);
    if (command === "break") return await save(officer, "");
    if (command === "staleEdit") return await save(officer, title, 1);
    if (command === "due") {
      const offers = () => Promise.resolve(undefined);
      return (await publishDue({ db, catalogue, log: silent, offers }, tomorrow)) === 1;
    }
    const revision = (await draft())?.revision ?? 0;
    const act = { revision, officer };
    const first = { version: 1, officer };
    const asked = (await findRollBack(db, key))?.askedBy.username;
    const result = await inTransaction<PortalDb, Readonly<{ ok: boolean }>>(db, (tx) => {
      switch (command) {
        case "undo":
        case "redo":
          return stepDraft(tx, key, revision, command, officer);
        case "submit":
          return submitDraft(tx, key, act);
        case "withdraw":
          return withdrawDraft(tx, key, act);
        case "return":
          return returnDraft(tx, key, { ...act, words: "أعد النظر في الاسم" });
        case "approve":
          return approveDraft(tx, catalogue, key, act);
        case "publish":
          return publishDraft(tx, catalogue, key, act);
        case "schedule":
          return scheduleDraft(tx, key, { ...act, now, publishAt: tomorrow });
        case "unschedule":
          return unscheduleDraft(tx, key, act);
        case "askRollBack":
          return askRollBack(tx, catalogue, key, { ...first, words: "خطأ في الرسوم" });
        case "agreeToRollBack":
          return agreeToRollBack(tx, catalogue, key, first);
        case "endRollBack":
          return endRollBack(
            tx,
            key,
            asked === officer.username ? first : { ...first, words: "لا" },
          );
        case "discard":
          return discardDraft(tx, key, act);
      }
    });
    return result.ok;
  };
  return { key, run, draft };
};

/** Nobody's own work is published: what the audit and the history say themselves. */
const checkFourEyes = async (key: ReturnType<typeof draftKey>): Promise<void> => {
  const events = (await findServiceEvents(database.db, key, 1000)).toReversed();
  assert.deepEqual(
    events.map(({ seq }) => seq),
    events.map((_, index) => index + 1),
  );
  for (const [index, { act, by, revision }] of events.entries()) {
    if (act === "rolledBack") {
      const asked = events.slice(0, index).findLast((each) => each.act === "rollBackAsked");
      assert.notEqual(by?.username, asked?.by?.username ?? by?.username);
    }
    if (act !== "published" && act !== "approved") continue;
    const steps = await database.db
      .selectFrom("draft_revision")
      .select("by_username")
      .where("service_code", "=", key.code)
      .where("revision", "=", revision ?? 0)
      .executeTakeFirstOrThrow();
    const submitted = events.slice(0, index).findLast((each) => each.act === "submitted");
    assert.notEqual(by?.username, steps.by_username);
    assert.notEqual(by?.username, submitted?.by?.username);
  }
};

const step = fc.tuple(
  fc.constantFrom(...commands),
  fc.nat(2),
  fc.constantFrom("أول", "ثان", "ثالث"),
);
/** Random walks seldom publish: the way there is offered whole as well. */
const wayToPublish: [Command, number, string][] = [
  ["begin", 0, ""],
  ["edit", 0, "أول"],
  ["submit", 0, ""],
  ["approve", 1, ""],
  ["publish", 1, ""],
];
const wayBack: [Command, number, string][] = [
  ...wayToPublish,
  ...wayToPublish,
  ["askRollBack", 0, ""],
  ["agreeToRollBack", 0, ""],
  ["agreeToRollBack", 2, ""],
];
const ways = fc.constantFrom(wayToPublish, wayBack);
const walk = fc
  .array(fc.oneof({ weight: 6, arbitrary: step.map((one) => [one]) }, ways), {
    minLength: 10,
    maxLength: 25,
  })
  .map((parts) => parts.flat());

test("several people write, review and publish: the rules hold whatever they try", async () => {
  await fc.assert(
    fc.asyncProperty(walk, async (steps) => {
      const service = openService();
      const model: Model = { versions: [] };
      const kept: string[] = [];
      for (const [command, person, title] of steps) {
        const officer = people[person];
        assert.ok(officer);
        const works = expected(model, command, officer.username, title);
        assert.equal(await service.run(command, officer, title), works, command);
        const draft = await service.draft();
        assert.equal(draft?.state, model.draft?.state);
        assert.equal(draft?.definition.title.ar, model.draft?.title);
        const newest = await findNewestVersion(database.db, service.key.code);
        assert.equal(newest?.version ?? 0, model.versions.length, "versions grow by one");
        if (newest && kept.length < newest.version) kept.push(newest.digest);
      }
      // Whoever began with a version finds it as it was.
      for (const [index, title] of model.versions.entries()) {
        const pinned = await loadDefinition(database.db, service.key.code, index + 1);
        assert.deepEqual([pinned.title.ar, pinned.version], [title, index + 1]);
      }
      await checkFourEyes(service.key);
    }),
    { numRuns: 5, endOnFailure: true },
  );
});

test("the database itself refuses an approval of one's own work, and changes to the history", async () => {
  const { db } = database;
  const { key, run } = openService();
  const [rula] = people;
  assert.ok(rula);
  await run("begin", rula, "");
  await run("submit", rula, "");
  const approve = db
    .updateTable("service_draft")
    .set({ state: "approved", approved_by: rula.username, approved_at: now })
    .where("service_code", "=", key.code)
    .execute();
  await assert.rejects(approve, /check/);
  const newest = await findNewestVersion(db, "transport/vehicle-licence");
  const restored = { version: 1, askedBy: rula.username };
  const own = { definition: whole, version: 99, publishedBy: rula.username, restored };
  assert.equal(newest?.version, 1);
  await assert.rejects(
    inTransaction(db, (tx) => addVersion(tx, own)),
    /service_version_four_eyes/,
  );
  await assert.rejects(db.deleteFrom("draft_revision").execute(), /append-only/);
  await assert.rejects(
    db.updateTable("service_event").set({ words: "x" }).execute(),
    /append-only/,
  );
});

test("a service of nobody else's prefix, institution or life event is not publishable", () => {
  const codes = (change: object) =>
    draftProblems({ ...whole, ...change }, catalogue).map(({ code, path }) => `${path} ${code}`);
  assert.deepEqual(codes({}), []);
  assert.deepEqual(codes({ lifeEvents: ["moon"] }), ["lifeEvents.0 unknownLifeEvent"]);
  const empty = emptyDraft({
    code: "transport/other",
    institution: "transport",
    referencePrefix: whole.referencePrefix,
    title: { ar: "غيرها", en: "Other" },
  });
  const told = draftProblems(empty, catalogue).map(({ code }) => code);
  assert.ok(told.includes("prefixTaken"));
});
