import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import pg from "pg";
import { findFreePort } from "./free-port.ts";
import { findLivePostgres, type Postgres, startPostgres } from "./postgres.ts";
import { StartFailure } from "./start-failure.ts";

let folder: string;
let dataDir: string;
let server: Postgres;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "postgres-test-"));
  // The account PostgreSQL runs as under root must be able to reach its files.
  chmodSync(folder, 0o755);
  dataDir = join(folder, "postgres");
  server = await startPostgres({ dataDir, port: await findFreePort() });
});

after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask<T extends pg.QueryResultRow>(url: string, query: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(query)).rows;
  } finally {
    await client.end();
  }
}

test("a new server is PostgreSQL 18 in UTF-8 and UTC, on the loopback only", async () => {
  const [row] = await ask(
    server.url,
    `select current_setting('server_version_num')::int / 10000 as version,
            current_setting('server_encoding') as encoding,
            current_setting('TimeZone') as zone,
            current_setting('listen_addresses') as addresses`,
  );
  assert.deepEqual(row, { version: 18, encoding: "UTF8", zone: "UTC", addresses: "127.0.0.1" });
  assert.equal(server.adopted, false);
});

test("the password is random, kept for the owner only, and asked for", async () => {
  const file = join(dataDir, "superuser-password");
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const wrong = new URL(server.url);
  wrong.password = "postgres";
  await assert.rejects(ask(wrong.href, "select 1"), /password authentication failed/);
});

test("a server left running by a killed launcher is taken over", async () => {
  const again = await startPostgres({ dataDir, port: server.port });
  assert.deepEqual([again.adopted, again.pid], [true, server.pid]);
});

test("after kill -9 of the server, a start recovers what was acknowledged", async () => {
  await ask(server.url, "create table kept (n int)");
  await ask(server.url, "insert into kept values (1)");
  process.kill(server.pid, "SIGKILL");
  server = await startPostgres({ dataDir, port: server.port });
  assert.deepEqual(await ask(server.url, "select n from kept"), [{ n: 1 }]);
});

test("a server on another port is moved to the port asked for", async () => {
  const port = await findFreePort();
  server = await startPostgres({ dataDir, port });
  assert.equal(server.port, port);
  assert.deepEqual(await ask(server.url, "select n from kept"), [{ n: 1 }]);
});

test("a taken port is named in one sentence", async () => {
  const other = createServer();
  const port = await findFreePort();
  await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
  try {
    await server.stop();
    await assert.rejects(startPostgres({ dataDir, port }), (error) => {
      assert.ok(error instanceof StartFailure);
      assert.match(error.message, new RegExp(`port ${port} is taken`));
      return true;
    });
  } finally {
    other.close();
    server = await startPostgres({ dataDir, port: await findFreePort() });
  }
});

test("stopping leaves no process and no pid file", async () => {
  await server.stop();
  assert.equal(await findLivePostgres(dataDir), undefined);
  assert.equal(existsSync(join(dataDir, "postmaster.pid")), false);
  server = await startPostgres({ dataDir, port: server.port });
});

test("a folder with other content is refused and left as it was", async () => {
  const foreign = join(folder, "foreign");
  mkdirSync(foreign);
  writeFileSync(join(foreign, "letter.txt"), "x");
  const port = await findFreePort();
  await assert.rejects(startPostgres({ dataDir: foreign, port }), /holds no database/);
  assert.deepEqual(readdirSync(foreign), ["letter.txt"]);
});
