import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";
import { ssoConfig } from "#src/config.ts";
import { ensureSigningKey, rotateWhenDue } from "#src/key/key-rotation.ts";
import { keyJobs } from "#src/key/rotation-job.ts";
import { rotationAges } from "#src/key/rotation-config.ts";
import { listKeyAges } from "#src/key/signing-key-queries.ts";
import { createLog } from "@gov/kit/log.ts";
import { openDatabase } from "@gov/kit/db.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { sql } from "kysely";

let sso: SsoUnderTest;
before(async () => {
  sso = await startSso();
});
after(() => sso.close());

const hours = 3_600;
const ages = { publishedSeconds: hours, activeSeconds: 24 * hours, retiredSeconds: 48 * hours };

const goOn = async (seconds: number): Promise<void> => {
  const past = (column: string) => sql`${sql.ref(column)} - make_interval(secs => ${seconds})`;
  await sql`update signing_key set created_at = ${past("created_at")},
    promoted_at = ${past("promoted_at")}, retired_at = ${past("retired_at")}`.execute(sso.db);
};

const states = async (): Promise<string[]> =>
  (await listKeyAges(sso.db)).map(({ state }) => state).toSorted();

/** Eight timers of several processes ring at once. */
const ring = async (): Promise<string[]> => {
  const others = [1, 2].map(() => openDatabase<SsoDatabase>(sso.config.DATABASE_URL, { max: 4 }));
  const processes = [sso.db, ...others].map((db) => ({ ...sso.keys, db }));
  const rung = await Promise.all(
    [...processes, ...processes, ...processes].map((keys) => rotateWhenDue(keys, ages)),
  );
  await Promise.all(others.map((db) => db.destroy()));
  return rung.flatMap((outcome) => (outcome.ok && outcome.value ? [outcome.value.step] : []));
};

test("keys turn by their ages, each step once, however many timers ring", async () => {
  assert.deepEqual(await ring(), []);
  await goOn(23 * hours + 1);
  assert.deepEqual(await ring(), ["published"]);
  assert.deepEqual(await ring(), [], "not known for long enough, nor its turn");
  await goOn(hours);
  assert.deepEqual(await ring(), ["promoted"]);
  assert.deepEqual(await states(), ["active", "retired"]);
  await goOn(48 * hours + 1);
  assert.deepEqual(await ring(), ["published"], "and the retired one is gone");
  assert.deepEqual(await states(), ["active", "published"]);
  const events = await sso.db
    .selectFrom("audit_event")
    .select("event")
    .where("event", "like", "key.%")
    .execute();
  assert.deepEqual(
    events.map(({ event }) => event),
    ["key.published", "key.promoted", "key.retired", "key.published"],
  );
});

test("a new nation gets one key, however many processes start", async () => {
  await sso.db.deleteFrom("signing_key").execute();
  await Promise.all(Array.from({ length: 8 }, () => ensureSigningKey(sso.keys)));
  assert.deepEqual(await states(), ["active"]);
});

test("the schedule follows the configuration, and can be left to the command", async () => {
  const environment = (signsDays: string) => ({ ...sso.environment, KEY_SIGNS_DAYS: signsDays });
  const log = createLog("sso", "silent");
  const weekly = ssoConfig(environment("7"));
  assert.equal(rotationAges(weekly)?.activeSeconds, 7 * 24 * hours);
  const jobs = keyJobs({ ...sso.keys, config: weekly, log });
  assert.deepEqual(jobs.crontab, ["*/10 * * * * rotateKeys"]);
  await goOn(8 * 24 * hours);
  await jobs.tasks.rotateKeys();
  assert.deepEqual(await states(), ["active", "published"]);
  const byHand = keyJobs({ ...sso.keys, config: ssoConfig(environment("0")), log });
  assert.deepEqual(byHand.crontab, []);
});
