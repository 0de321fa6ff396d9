import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { sql, type Kysely } from "kysely";
import { createTestDatabase, type TestDatabase } from "./db-test.ts";
import { openDatabase } from "./db.ts";
import { createLog } from "./log.ts";
import { addToOutbox, outboxLeaseMs, startOutboxWorker, type OutboxHandler } from "./outbox.ts";

type Tables = {
  effect: { number: number };
  outbox: { id: bigint; failed_at: Date | null; leased_until: Date | null };
};

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
       failed_at timestamptz, last_error text, lease uuid, leased_until timestamptz);`,
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

const startWorker = (
  work: OutboxHandler<Tables>,
  more: { retryDelaysMs?: number[]; atOnce?: number; on?: Kysely<Tables> } = {},
) => {
  const { on = db, retryDelaysMs = [0, 0], atOnce = 1 } = more;
  const handlers = { note: work };
  return startOutboxWorker<Tables>({ db: on, log, pollMs: 10, retryDelaysMs, atOnce, handlers });
};

/** A worker, and a promise of the moment it has begun `count` pieces of work. */
const startCounting = (count: number, work: OutboxHandler<Tables>, retryDelaysMs?: number[]) => {
  const done = Promise.withResolvers<void>();
  let seen = 0;
  const counting: OutboxHandler<Tables> = async (payload) => {
    seen += 1;
    if (seen >= count) done.resolve();
    return await work(payload);
  };
  const worker = startWorker(counting, retryDelaysMs ? { retryDelaysMs } : {});
  return { worker, done: done.promise };
};

const record: OutboxHandler<Tables> = async (payload) => async (tx) => {
  await tx
    .insertInto("effect")
    .values({ number: (payload as { number: number }).number })
    .execute();
};

/** Lets every lease run out, as time would. */
const passLeases = async (): Promise<void> => {
  await sql`update outbox set leased_until = now() where leased_until > now()`.execute(db);
};

const untilEffects = async (count: number): Promise<void> => {
  const deadline = Date.now() + 15_000;
  while ((await effects()).length < count && Date.now() < deadline);
};

const effects = async (): Promise<number[]> =>
  (await db.selectFrom("effect").select("number").orderBy("number").execute()).map((r) => r.number);

test("two workers side by side do each piece once", async () => {
  await enqueue(40);
  const first = startCounting(1, record);
  const second = startCounting(1, record);
  await Promise.all([first.done, second.done]);
  await untilEffects(40);
  await Promise.all([first.worker.close(), second.worker.close()]);
  assert.deepEqual(
    await effects(),
    Array.from({ length: 40 }, (_, number) => number),
  );
});

test("a failure takes its effects back, is tried again, and stays for a person at the end", async () => {
  await enqueue(1);
  const { worker, done } = startCounting(3, async (payload) => async (tx) => {
    await (
      await record(payload)
    )?.(tx);
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

test("a receiver that does not answer holds no connection and keeps no others waiting", async () => {
  await enqueue(3);
  const slow = Promise.withResolvers<void>();
  const few = openDatabase<Tables>(database.url, { max: 1 });
  const work: OutboxHandler<Tables> = async (payload) => {
    if ((payload as { number: number }).number === 0) await slow.promise;
    return await record(payload);
  };
  const worker = startWorker(work, { on: few, atOnce: 2 });
  await untilEffects(2);
  assert.deepEqual(await effects(), [1, 2]);
  slow.resolve();
  await untilEffects(3);
  await worker.close();
  await few.destroy();
  assert.deepEqual(await effects(), [0, 1, 2]);
});

test("a worker whose lease ran out commits nothing: whoever took over does", async () => {
  await enqueue(1);
  const begun = Promise.withResolvers<void>();
  const stalled = Promise.withResolvers<void>();
  const late = startWorker(async (payload) => {
    begun.resolve();
    await stalled.promise;
    return await record(payload);
  });
  await begun.promise;
  await passLeases();
  const quick = startWorker(record);
  await untilEffects(1);
  await quick.close();
  stalled.resolve();
  await late.close();
  assert.deepEqual(await effects(), [0]);
  assert.equal((await db.selectFrom("outbox").select("id").execute()).length, 0);
});

test("a worker that lives keeps its row; after kill -9 another does it, once", async () => {
  await enqueue(1);
  const program = fileURLToPath(new URL("outbox-test/dying-worker.ts", import.meta.url));
  const dying = fork(program, [database.url], { env: {}, execArgv: [] });
  await once(dying, "message");
  const takenAt = Date.now();
  const other = startWorker(record);
  const renewed = async (): Promise<boolean> => {
    const { leased_until } = await db
      .selectFrom("outbox")
      .select("leased_until")
      .executeTakeFirstOrThrow();
    return (leased_until?.getTime() ?? 0) > takenAt + outboxLeaseMs * 1.2;
  };
  while (!(await renewed()) && Date.now() < takenAt + 2 * outboxLeaseMs);
  assert.ok(await renewed());
  assert.deepEqual(await effects(), []);
  dying.kill("SIGKILL");
  await once(dying, "exit");
  await untilEffects(1);
  await other.close();
  assert.deepEqual(await effects(), [0]);
});
