import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inTransaction } from "@gov/kit/db.ts";
import { type KyselyPlugin } from "kysely";
import { createLiveCatalogue } from "#src/catalogue/live-catalogue.ts";
import { addVersion, lockPublications } from "#src/catalogue/version-queries.ts";
import { catalogue, createCaseDatabase, serviceCode, silent } from "./case-under-test.ts";

let database: Awaited<ReturnType<typeof createCaseDatabase>>;
before(async () => (database = await createCaseDatabase()));
after(async () => await database.drop());

/** One process of the portal: its catalogue, and how often it has asked the database. */
const startProcess = (clock: () => number) => {
  let statements = 0;
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => {
      statements += 1;
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  const db = database.db.withPlugin(counting);
  const live = createLiveCatalogue({ db, log: silent, frame: catalogue, clock });
  const title = async (): Promise<string | undefined> =>
    (await live.now()).services.find(({ code }) => code === serviceCode)?.title.en;
  return { live, title, statements: () => statements };
};

const publish = async (version: number, en: string): Promise<void> => {
  const service = catalogue.services.find(({ code }) => code === serviceCode);
  assert.ok(service);
  const definition = { ...service, version, title: { ...service.title, en } };
  await inTransaction(database.db, async (tx) => {
    await lockPublications(tx);
    await addVersion(tx, { definition, version, publishedBy: "anas.zeid" });
  });
};

test("where it is published a version is offered at once, elsewhere within a second", async () => {
  let ms = 0;
  const clock = (): number => ms;
  const [here, elsewhere] = [startProcess(clock), startProcess(clock)];
  const first = await here.title();
  assert.equal(await elsewhere.title(), first);
  await publish(2, "Second");
  here.live.published();
  assert.equal(await here.title(), "Second");
  ms += 999;
  assert.equal(await elsewhere.title(), first);
  ms += 1;
  assert.equal(await elsewhere.title(), "Second");
});

test("many who ask together put one question a second to the database", async () => {
  let ms = 0;
  const one = startProcess(() => ms);
  await one.title();
  const begun = one.statements();
  for (let second = 1; second <= 3; second += 1) {
    ms += 1_000;
    await Promise.all(Array.from({ length: 50 }, () => one.title()));
    await one.title();
    assert.equal(one.statements() - begun, second);
  }
});

test("whoever asks after a publication sees it, although a question was under way before", async () => {
  let ms = 0;
  const one = startProcess(() => ms);
  await one.title();
  ms += 1_000;
  const before = one.title();
  await publish(3, "Third");
  one.live.published();
  assert.equal(await one.title(), "Third");
  assert.match((await before) ?? "", /Second|Third/);
});
