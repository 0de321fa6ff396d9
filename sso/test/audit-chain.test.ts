import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, beforeEach, describe, test } from "node:test";
import { promisify } from "node:util";
import fc from "fast-check";
import { sql } from "kysely";
import { openDatabase } from "@gov/kit/db.ts";
import { createTestDatabase, type TestDatabase } from "@gov/kit/db-test.ts";
import { chainKey } from "#src/audit/audit-chain.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import { checkAudit } from "#src/audit/check-audit.ts";
import { cutAudit } from "#src/audit/cut-audit.ts";
import { sealAudit } from "#src/audit/seal-audit.ts";
import type { SsoDatabase } from "#src/db-types.ts";

const encryptionKey = Buffer.alloc(32, 7);
const key = chainKey(encryptionKey);
const personId = "019354c0-0000-7000-8000-000000000001";

let database: TestDatabase;
let db: ReturnType<typeof openDatabase<SsoDatabase>>;
before(async () => {
  database = await createTestDatabase(new URL("../migrations/", import.meta.url));
  db = openDatabase<SsoDatabase>(database.url, { max: 6 });
});
after(async () => {
  await db.destroy();
  await database.drop();
});

/** As somebody who owns the database and switches its guards off. */
const tamper = async (...statements: string[]): Promise<void> => {
  await db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    for (const statement of statements) await sql.raw(statement).execute(tx);
  });
};

beforeEach(async () => {
  await tamper(
    "truncate audit_event, audit_link, audit_unsealed",
    "update audit_mark set position = 0, hash = decode(repeat('00', 32), 'hex'), proof = null",
  );
});

const write = async (count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) {
    await recordEvent(db, {
      event: "sign-in.completed",
      personId,
      clientId: "portal",
      address: "10.0.0.1",
      userAgent: "x",
      detail: { index, acr: "urn:gov:loa:2" },
    });
  }
};

const links = 12;
const at = (position: number) => `(select event_id from audit_link where position = ${position})`;

/** Every way to spoil the row at a position, with what is to be found. */
const spoils: Readonly<Record<string, (position: number) => string[]>> = {
  "the time": (p) => [
    `update audit_event set at = at + interval '1 microsecond' where id = ${at(p)}`,
  ],
  "the event": (p) => [`update audit_event set event = 'sign-out' where id = ${at(p)}`],
  "the person": (p) => [`update audit_event set person_id = null where id = ${at(p)}`],
  "the address": (p) => [`update audit_event set address = '10.0.0.2' where id = ${at(p)}`],
  "the detail": (p) => [`update audit_event set detail = '{"index":0.5}' where id = ${at(p)}`],
  "a removed event": (p) => [`delete from audit_event where id = ${at(p)}`],
  "a removed link": (p) => [`delete from audit_link where position = ${p}`],
  "both removed": (p) => [
    `delete from audit_event where id = ${at(p)}`,
    `delete from audit_link where position = ${p}`,
  ],
  "a copied link": (p) => [
    `update audit_link set hash = (select hash from audit_link where position = ${(p % links) + 1})
      where position = ${p}`,
  ],
  "a link led to another event": (p) => [
    `update audit_link set event_id = gen_random_uuid() where position = ${p}`,
  ],
  "an inserted event": () => ["insert into audit_event (event, detail) values ('sign-out', '{}')"],
  "the newest end removed": (p) => [
    `delete from audit_event where id in (select event_id from audit_link where position >= ${p})`,
    `delete from audit_link where position >= ${p}`,
  ],
  "the end removed, the head with it": (p) => [
    `update audit_mark set position = ${p - 1}, hash = (select previous from audit_link
      where position = ${p}) where name = 'head'`,
    `delete from audit_event where id in (select event_id from audit_link where position >= ${p})`,
    `delete from audit_link where position >= ${p}`,
  ],
  "a moved beginning": (p) => [
    `update audit_mark set position = ${p}, hash = (select hash from audit_link
      where position = ${p}) where name = 'cut'`,
    `delete from audit_event where id in (select event_id from audit_link where position <= ${p})`,
    `delete from audit_link where position <= ${p}`,
  ],
};

describe("the chain of the audit", () => {
  test("what was written holds, what waits is counted, and nothing is linked twice", async () => {
    await write(links);
    assert.deepEqual((await checkAudit(db, key)).unsealed, links);
    const sealed = await Promise.all([sealAudit(db, key), sealAudit(db, key), sealAudit(db, key)]);
    assert.equal(sealed[0] + sealed[1] + sealed[2], links);
    await write(2);
    const check = await checkAudit(db, key);
    assert.equal(check.broken, undefined);
    assert.deepEqual([check.links, check.unsealed], [BigInt(links), 2]);
  });

  test("any change, removal or insertion of a row is found", async () => {
    const spoil = fc.constantFrom(...Object.keys(spoils));
    await fc.assert(
      fc.asyncProperty(spoil, fc.integer({ min: 1, max: links }), async (name, position) => {
        await tamper(
          "truncate audit_event, audit_link, audit_unsealed",
          "update audit_mark set position = 0, hash = decode(repeat('00', 32), 'hex'), proof = null",
        );
        await write(links);
        await sealAudit(db, key);
        assert.equal((await checkAudit(db, key)).broken, undefined);
        await tamper(...(spoils[name]?.(position) ?? []));
        const { broken } = await checkAudit(db, key);
        assert.ok(broken, `${name} at ${position} was not found`);
      }),
      { numRuns: 60 },
    );
  });

  test("the first broken row is the one that is named", async () => {
    await write(links);
    await sealAudit(db, key);
    await tamper(`update audit_event set actor = 'x' where id in (${at(9)}, ${at(4)})`);
    const { broken } = await checkAudit(db, key);
    const named = await db
      .selectFrom("audit_link")
      .select("event_id")
      .where("position", "=", 4n)
      .executeTakeFirstOrThrow();
    assert.deepEqual(broken, { what: "event-changed", position: 4n, eventId: named.event_id });
  });

  test("who resets everything is found by the head that was written down elsewhere", async () => {
    await write(links);
    await sealAudit(db, key);
    const { head } = await checkAudit(db, key);
    assert.equal((await checkAudit(db, key, head)).broken, undefined);
    await tamper(
      "truncate audit_event, audit_link, audit_unsealed",
      "update audit_mark set position = 0, hash = decode(repeat('00', 32), 'hex'), proof = null",
    );
    assert.equal((await checkAudit(db, key)).broken, undefined, "alone it cannot know");
    assert.equal((await checkAudit(db, key, head)).broken?.what, "end-missing");
    await write(links);
    await sealAudit(db, key);
    assert.equal((await checkAudit(db, key, head)).broken?.what, "not-as-expected");
  });

  test("an event that says it was long ago is found, though it came the ordinary way", async () => {
    await write(3);
    await sealAudit(db, key);
    await sql`insert into audit_event (event, at) values ('sign-out', now() - interval '1 day')`.execute(
      db,
    );
    await sealAudit(db, key);
    assert.equal((await checkAudit(db, key)).broken?.what, "event-backdated");
  });

  test("another key's chain does not hold", async () => {
    await write(3);
    await sealAudit(db, chainKey(Buffer.alloc(32, 8)));
    assert.equal((await checkAudit(db, key)).broken?.what, "event-changed");
  });
});

describe("keeping the audit", () => {
  const age = async (months: number): Promise<void> => {
    await sql`insert into audit_event (event, at, detail)
      select 'sign-out', now() - make_interval(months => ${months}), '{}'
      from generate_series(1, 5)`.execute(db);
    await sealAudit(db, key);
  };

  test("what is too old goes, the rest holds, and that it went is written down", async () => {
    for (const months of [30, 20, 10]) await age(months);
    assert.deepEqual(await cutAudit(db, key, 15), { ok: true, value: 10n });
    await sealAudit(db, key);
    const check = await checkAudit(db, key);
    assert.deepEqual([check.broken, check.links], [undefined, 6n]);
    assert.deepEqual(await cutAudit(db, key, 15), { ok: true, value: 0n });
  });

  test("nothing is deleted that does not hold", async () => {
    await age(30);
    await tamper("update audit_event set actor = 'x' where true");
    const cut = await cutAudit(db, key, 15);
    assert.equal(!cut.ok && cut.error.what, "event-changed");
    const { length } = await db.selectFrom("audit_event").select("id").execute();
    assert.equal(length, 5);
  });

  test("the database itself refuses changes, and deletions before the cut", async () => {
    await write(2);
    await sealAudit(db, key);
    for (const statement of [
      "update audit_event set event = 'x'",
      "delete from audit_event",
      "truncate audit_event",
      "update audit_link set hash = previous",
      "delete from audit_link",
    ]) {
      await assert.rejects(sql.raw(statement).execute(db), /append-only/, statement);
    }
  });
});

test("the command says that all holds, or names the first row that does not", async () => {
  await write(3);
  await sealAudit(db, key);
  const program = new URL("../src/audit/verify-audit.ts", import.meta.url).pathname;
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    KEY_ENCRYPTION_KEY: encryptionKey.toString("base64"),
  };
  const run = async (...words: string[]) =>
    await promisify(execFile)(process.execPath, [program, ...words], { env }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
    );
  const whole = await run();
  assert.equal(whole.code, 0);
  assert.match(whole.stdout, /3 events hold; 0 wait/);
  const head = /\d+:[0-9a-f]{64}/.exec(whole.stdout)?.[0] ?? "";
  assert.equal((await run(head)).code, 0);
  assert.equal((await run("nonsense")).code, 2);
  await tamper(`delete from audit_event where id = ${at(2)}`);
  const broken = await run();
  assert.equal(broken.code, 1);
  assert.match(broken.stdout, /BROKEN at position 2, event [0-9a-f-]{36}: the event was removed/);
});
