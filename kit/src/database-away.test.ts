import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { sql, type Kysely } from "kysely";
import { createBatcher } from "./batcher.ts";
import { isDatabaseAway } from "./database-away.ts";
import { openDatabaseGate, type DatabaseGate } from "./database-gate-test.ts";
import { createTestDatabase, type TestDatabase } from "./db-test.ts";
import { openDatabase, pingDatabase } from "./db.ts";
import { createHttpApp, type HttpApp } from "./http.ts";
import { createLog } from "./log.ts";

let directory: string;
let database: TestDatabase;
let gate: DatabaseGate;
let db: Kysely<object>;
let other: Kysely<object>;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), "away-"));
  await writeFile(join(directory, "0001_thing.sql"), "create table thing (n int unique)");
  database = await createTestDatabase(pathToFileURL(`${directory}/`));
  gate = await openDatabaseGate(database.url);
  db = openDatabase(gate.url, { max: 2 });
  other = openDatabase(database.url, { max: 1 });
});
afterEach(async () => {
  await gate.open();
  // Each connection that broke fails one query; the pool has two.
  const worked = () =>
    pingDatabase(db).then(
      () => true,
      () => false,
    );
  assert.ok((await worked()) || (await worked()) || (await worked()));
});
after(async () => {
  await Promise.all([db.destroy(), other.destroy()]);
  await gate.close();
  await database.drop();
  await rm(directory, { recursive: true });
});

const errorOf = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => assert.fail("it went well"),
    (error: unknown) => error,
  );

const buildApp = (): HttpApp => {
  const app = createHttpApp({
    component: "sample",
    log: createLog("sample", "silent"),
    publicUrl: "http://localhost:3999",
    ready: () => pingDatabase(db),
    errorPage: (c, status) => c.html(`<p>page ${status}</p>`, status),
  });
  app.get("/thing", async (c) => {
    await sql`select 1`.execute(db);
    return c.text("done");
  });
  app.get("/bug", async () => {
    throw new TypeError("fetch failed", { cause: await errorOf(sql`select 1`.execute(db)) });
  });
  return app;
};

test("a server that is gone is away, and callers hear when to come back", async () => {
  const app = buildApp();
  assert.equal((await app.request("/thing")).status, 200);
  await gate.shut();
  const answer = await app.request("/thing");
  assert.equal(answer.status, 503);
  assert.equal(answer.headers.get("retry-after"), "5");
  assert.match(answer.headers.get("content-type") ?? "", /problem\+json/);
  assert.equal(((await answer.json()) as { type: string }).type, "urn:gov:problem:unavailable");
  const page = await app.request("/thing", { headers: { accept: "text/html" } });
  assert.equal(page.status, 503);
  assert.equal(await page.text(), "<p>page 503</p>");
  assert.equal((await app.request("/health/ready")).status, 503);
  assert.equal((await app.request("/bug")).status, 500, "another party's silence is not it");
  await gate.open();
  assert.equal((await app.request("/thing")).status, 200, "it comes back by itself");
  assert.equal((await app.request("/health/ready")).status, 200);
});

test("a server that hangs is not ready, within three seconds", async () => {
  gate.hang();
  const asked = Date.now();
  assert.equal((await buildApp().request("/health/ready")).status, 503);
  assert.ok(Date.now() - asked < 4_500);
});

test("a connection cut in the middle of a transaction ends that work, not the process", async () => {
  const cut = db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(other);
    await sql`select 1`.execute(tx);
  });
  assert.ok(isDatabaseAway(await errorOf(cut)));
  const asked = db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    const cutSoon = sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(other);
    await Promise.all([sql`select pg_sleep(10)`.execute(tx), cutSoon]);
  });
  assert.ok(isDatabaseAway(await errorOf(asked)));
});

test("no room is away too: connections, time for a statement or a lock, a full batcher", async () => {
  const few = new URL(database.url);
  few.username = few.password = `few_${process.pid}`;
  const role = sql.id(few.username);
  await sql`create role ${role} login password ${sql.lit(few.password)} connection limit 0`.execute(
    other,
  );
  const refused = openDatabase(few.href, { max: 1 });
  assert.ok(isDatabaseAway(await errorOf(pingDatabase(refused))));
  await refused.destroy();
  await sql`drop role ${role}`.execute(other);

  const slow = db.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 20`.execute(tx);
    await sql`select pg_sleep(10)`.execute(tx);
  });
  assert.ok(isDatabaseAway(await errorOf(slow)));
  const locked = other.transaction().execute(async (holding) => {
    await sql`lock table thing`.execute(holding);
    await db.transaction().execute(async (tx) => {
      await sql`set local lock_timeout = 20`.execute(tx);
      await sql`select n from thing`.execute(tx);
    });
  });
  assert.ok(isDatabaseAway(await errorOf(locked)));
  const never = new Promise<number[]>(() => undefined);
  const batcher = createBatcher({ run: () => never, maxInFlight: 1, maxItems: 1, maxWaiting: 0 });
  assert.ok(isDatabaseAway(await errorOf(batcher.add(1))));
});

test("what the database refuses, and what is wrong with us, is not the database being away", async () => {
  await sql`insert into thing values (1)`.execute(db);
  for (const wrong of [
    "insert into thing values (1)",
    "select from nowhere",
    "selec",
    "select 1/0",
  ]) {
    assert.equal(isDatabaseAway(await errorOf(sql.raw(wrong).execute(db))), false, wrong);
  }
  for (const wrong of [new Error("no"), new TypeError("fetch failed"), undefined, "ECONNREFUSED"]) {
    assert.equal(isDatabaseAway(wrong), false);
  }
});
