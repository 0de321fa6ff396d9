import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { pathToFileURL } from "node:url";
import { sql, type Kysely } from "kysely";
import { createTestDatabase, type TestDatabase } from "./db-test.ts";
import { openDatabase } from "./db.ts";
import { createLog } from "./log.ts";
import { addToOutbox, startOutboxWorker, type OutboxHandler } from "./outbox.ts";

type Tables = { effect: { number: number }; outbox: { id: bigint; failed_at: Date | null } };

let directory: string;
let database: TestDatabase;
let db: Kysely<Tables>;
const log = createLog("test", "silent");

before(async () => {
  directory = await mkdtemp(join(tmpdir(), "outbox-"));
  await writeFile(
    join(directory, "0001_outbox.sql"),
    `create table effect (number int not null);
     create table outbox (id bigint generated always as identity primary key,
       kind text not null, payload jsonb not null, attempts int not null default 0,
       created_at timestamptz not null default now(), due_at timestamptz not null default now(),
       failed_at timestamptz, last_error text);`,
  );
  database = await createTestDatabase(pathToFileURL(`${directory}/`));
  db = openDatabase<Tables>(database.url);
});

after(async () => {
  await db.destroy();
  await database.drop();
  await rm(directory, { recursive: true });
});

beforeEach(async () => {
  await sql`truncate effect, outbox`.execute(db);
});

const enqueue = (count: number) =>
  db.transaction().execute(async (tx) => {
    for (let number = 0; number < count; number += 1) await addToOutbox(tx, "note", { number });
  });

/** A worker, and a promise of the moment it has done `count` pieces of work. */
const startCounting = (
  count: number,
  work: OutboxHandler<Tables>,
  retryDelaysMs: number[] = [0, 0],
) => {
  const done = Promise.withResolvers<void>();
  let seen = 0;
  const worker = startOutboxWorker<Tables>({
    db,
    log,
    pollMs: 10,
    retryDelaysMs,
    handlers: {
      note: async (payload, tx) => {
        seen += 1;
        if (seen >= count) done.resolve();
        await work(payload, tx);
      },
    },
  });
  return { worker, done: done.promise };
};

const record: OutboxHandler<Tables> = async (payload, tx) => {
  await tx
    .insertInto("effect")
    .values({ number: (payload as { number: number }).number })
    .execute();
};

const effects = async (): Promise<number[]> =>
  (await db.selectFrom("effect").select("number").orderBy("number").execute()).map((r) => r.number);

test("two workers side by side do each piece once", async () => {
  await enqueue(40);
  const first = startCounting(1, record);
  const second = startCounting(1, record);
  await Promise.all([first.done, second.done]);
  const deadline = Date.now() + 10_000;
  while ((await effects()).length < 40 && Date.now() < deadline);
  await Promise.all([first.worker.close(), second.worker.close()]);
  assert.deepEqual(
    await effects(),
    Array.from({ length: 40 }, (_, number) => number),
  );
});

test("a failure takes its effects back, is tried again, and stays for a person at the end", async () => {
  await enqueue(1);
  const { worker, done } = startCounting(3, async (payload, tx) => {
    await record(payload, tx);
    throw new Error("the other side is down");
  });
  await done;
  await worker.close();
  assert.deepEqual(await effects(), []);
  const rows = await db.selectFrom("outbox").select("failed_at").execute();
  assert.equal(rows.length, 1);
  assert.notEqual(rows[0]?.failed_at, null);
});

test("what a rolled back transaction wrote is never done", async () => {
  await assert.rejects(
    db.transaction().execute(async (tx) => {
      await addToOutbox(tx, "note", { number: 1 });
      throw new Error("changed my mind");
    }),
  );
  await enqueue(1);
  const { worker, done } = startCounting(1, record);
  await done;
  await worker.close();
  assert.deepEqual(await effects(), [0]);
});
