import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "@gov/kit/db-test.ts";
import { openDatabase } from "@gov/kit/db.ts";
import fc from "fast-check";
import type { Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { notingSession } from "#src/session/session-queries.ts";
import { writeTogether } from "#src/write-queries.ts";
import { findEntity } from "#src/protocol/entity-queries.ts";
import {
  following,
  keeping,
  keepingSession,
  spending,
} from "#src/protocol/entity-write-queries.ts";

let database: TestDatabase;
let db: Kysely<SsoDatabase>;
before(async () => {
  database = await createTestDatabase(new URL("../migrations/", import.meta.url));
  db = openDatabase<SsoDatabase>(database.url, { prepared: true });
});
after(async () => {
  await db.destroy();
  await database.drop();
});

const personId = "01990000-0000-7000-8000-000000000001";
const kept = (model: string, id: string, payload: object = {}) => ({
  model,
  id,
  payload: { ...payload },
  expiresInS: 60,
});

test("of callers that spend one code together one gets what is stored for it", async () => {
  let runs = 0;
  const callers = fc.integer({ min: 1, max: 12 });
  await fc.assert(
    fc.asyncProperty(callers, async (count) => {
      runs += 1;
      const code = `code ${runs}`;
      await writeTogether(db, { kept: keeping(kept("AuthorizationCode", code)) });
      const redeem = async (caller: number): Promise<number> => {
        const spent = spending("AuthorizationCode", code);
        const token = keeping(kept("AccessToken", `${code} token ${caller}`));
        const done = await writeTogether(db, { spent, kept: following("spent", token) });
        assert.equal(done.kept, done.spent);
        return done.spent;
      };
      const won = await Promise.all(Array.from({ length: count }, (_, caller) => redeem(caller)));
      assert.equal(won.filter((rows) => rows === 1).length, 1);
      for (const [caller, rows] of won.entries()) {
        const token = await findEntity(db, "AccessToken", `${code} token ${caller}`);
        assert.equal(token !== undefined, rows === 1);
      }
    }),
    { numRuns: 10 },
  );
});

const store = async (uid: string, id: string, version?: string) => {
  const noted = notingSession({ uid, personId, address: "10.0.0.1", userAgent: "test" });
  const saved = keepingSession(kept("Session", id, { uid, accountId: personId }), version);
  return await writeTogether(db, { noted, saved });
};

test("a session is stored once, again by who read it last, and never after its end", async () => {
  assert.deepEqual(await store("one", "a"), { noted: 1, saved: 1 });
  // Another request, which has not seen it as it is now, must look first.
  assert.deepEqual(await store("one", "a", "1"), { noted: 1, saved: 0 });
  assert.deepEqual(await store("one", "b"), { noted: 1, saved: 0 });
  const end = { ended_at: new Date(), ended_by: "person" as const };
  await db.updateTable("person_session").set(end).where("uid", "=", "one").execute();
  assert.deepEqual(await store("one", "a"), { noted: 0, saved: 0 });
  assert.deepEqual(await store("one", "c"), { noted: 0, saved: 0 });
});
