import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { sql, type Kysely } from "kysely";
import { createTestDatabase, type TestDatabase } from "./db-test.ts";
import { inTransaction, openDatabase } from "./db.ts";

let directory: string;
let database: TestDatabase;
let db: Kysely<object>;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), "migrations-"));
  await writeFile(join(directory, "0001_note.sql"), "create table note (id int primary key);");
  database = await createTestDatabase(pathToFileURL(`${directory}/`));
  // One connection, so that what is asked about is where it was prepared.
  db = openDatabase(database.url, { max: 1, prepared: true });
  await sql`insert into note values (1)`.execute(db);
});
after(async () => {
  await db.destroy();
  await database.drop();
  await rm(directory, { recursive: true });
});

const prepared = async (): Promise<string[]> => {
  const { rows } = await sql<{ statement: string }>`
    select statement from pg_prepared_statements`.execute(db);
  return rows.map((row) => row.statement);
};

test("a statement that comes again is prepared; one that comes once is not", async () => {
  for (let time = 0; time < 5; time += 1) {
    const { rows } = await sql`select id + ${time}::int as sum from note`.execute(db);
    assert.deepEqual(rows, [{ sum: 1 + time }]);
  }
  await sql`select id - ${1}::int as difference from note`.execute(db);
  assert.deepEqual(await prepared(), ["select id + $1::int as sum from note"]);
});

test("texts that differ each time leave no more prepared than allowed", async () => {
  for (let one = 0; one < 3_000; one += 1) {
    const text = sql.raw(`select ${one} + `);
    await sql`${text}${1}::int`.execute(db);
  }
  assert.ok((await prepared()).length < 10);
});

test("a table that changes under a prepared statement is read as it is now", async () => {
  const read = () =>
    inTransaction(
      db,
      async (tx) => (await sql`select * from note where id = ${1}`.execute(tx)).rows,
    );
  for (let time = 0; time < 5; time += 1) await read();
  await sql`alter table note add column text text not null default 'new'`.execute(db);
  assert.deepEqual(await read(), [{ id: 1, text: "new" }]);
  assert.deepEqual(await read(), [{ id: 1, text: "new" }]);
});
