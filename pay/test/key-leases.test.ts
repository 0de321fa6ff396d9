import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { openDatabase, type Database } from "@gov/kit/db.ts";
import { createTestDatabase, type TestDatabase } from "@gov/kit/db-test.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { jsonAnswer } from "#src/idempotency/answered.ts";
import { KeyLost, releaseKey, rememberMade } from "#src/idempotency/idempotency-queries.ts";
import { renewKeys, storeAnswer, takeKey } from "#src/idempotency/idempotency-queries.ts";
import type { HeldKey } from "#src/idempotency/idempotency-queries.ts";
import { workUnderKey } from "#src/idempotency/key-leases.ts";
import { migrations } from "./pay-world.ts";

let database: TestDatabase;
let db: Database<PayDatabase>;
const hash = Buffer.alloc(32, 1);
const clientId = "portal";

before(async () => {
  database = await createTestDatabase(migrations);
  db = openDatabase<PayDatabase>(database.url, { max: 4 });
});
after(async () => {
  await db.destroy();
  await database.drop();
});

// Time is moved in the rows, by hours, so that what the test itself takes does not count.
const hourMs = 3_600_000;
const leaseHours = 3;

/** One key as it should be, and every request that ever held it, the dead ones too. */
type Model = {
  key: string;
  holders: HeldKey[];
  holder: number | undefined;
  hoursLeft: number;
  madeId: string | undefined;
  answer: string | undefined;
};
type Step = Readonly<{ kind: (typeof kinds)[number]; which: number }>;
const kinds = [
  "ask",
  "ask",
  "renew",
  "make",
  "finish",
  "fail",
  "hourPasses",
  "hourPasses",
] as const;

const ask = async (model: Model): Promise<void> => {
  const taken = await takeKey(db, { clientId, key: model.key }, hash, leaseHours * hourMs);
  if (model.answer !== undefined) {
    assert.ok(taken.ok && taken.value.kind === "answered");
    assert.equal(taken.value.answered.body, model.answer);
    return;
  }
  const kept = model.holder !== undefined && model.hoursLeft > 0;
  assert.equal(taken.ok, !kept, "a living holder keeps its key, a dead one loses it");
  if (!taken.ok || taken.value.kind !== "held") return;
  assert.equal(taken.value.held.madeId, model.madeId, "what was made is gone on with");
  model.holder = model.holders.push(taken.value.held) - 1;
  model.hoursLeft = leaseHours;
};

/** What a request does to its key; one that lost the key must not be able to do it. */
const asHolder = async (
  model: Model,
  index: number,
  work: (held: HeldKey) => Promise<void>,
): Promise<boolean> => {
  const held = model.holders[index];
  if (!held) return false;
  const owns = model.holder === index && model.answer === undefined;
  const done = await work(held).then(
    () => true,
    (error: unknown) => {
      assert.ok(error instanceof KeyLost);
      return false;
    },
  );
  assert.equal(done, owns);
  return done;
};

const steps: Record<Step["kind"], (model: Model, index: number) => Promise<void>> = {
  ask,
  renew: async (model, index) => {
    const held = model.holders[index];
    if (held) await renewKeys(db, [held], leaseHours * hourMs);
    if (held && model.holder === index) model.hoursLeft = leaseHours;
  },
  make: async (model, index) => {
    const madeId = randomUUID();
    const work = (held: HeldKey) =>
      db.transaction().execute((tx) => rememberMade(tx, held, madeId));
    if (await asHolder(model, index, work)) model.madeId = madeId;
  },
  finish: async (model, index) => {
    const answer = jsonAnswer(201, { by: randomUUID() });
    if (await asHolder(model, index, (held) => storeAnswer(db, held, answer))) {
      model.answer = answer.body;
    }
  },
  fail: async (model, index) => {
    const held = model.holders[index];
    if (held) await releaseKey(db, held);
    if (!held || model.holder !== index || model.answer !== undefined) return;
    model.hoursLeft = 0;
    // A key under which nothing was made is forgotten.
    if (model.madeId === undefined) model.holder = undefined;
  },
  hourPasses: async (model) => {
    await sql`update idempotency_key set held_until = held_until - interval '1 hour'
      where key = ${model.key}`.execute(db);
    model.hoursLeft -= 1;
  },
};

test("whoever lives keeps its key, the dead lose it, and each key has one answer", async () => {
  const scripts = fc.array(fc.record({ kind: fc.constantFrom(...kinds), which: fc.nat(20) }), {
    minLength: 5,
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(scripts, async (script) => {
      const model: Model = {
        key: randomUUID(),
        holders: [],
        holder: undefined,
        hoursLeft: 0,
        madeId: undefined,
        answer: undefined,
      };
      for (const { kind, which } of script) {
        await steps[kind](model, which % Math.max(model.holders.length, 1));
      }
    }),
    { numRuns: 60 },
  );
});

test("a key that cannot be freed does not hide why the work failed", async () => {
  const gone = openDatabase<PayDatabase>(database.url, { max: 1 });
  const taken = await takeKey(gone, { clientId, key: randomUUID() }, hash, hourMs);
  assert.ok(taken.ok && taken.value.kind === "held");
  const failed = workUnderKey({ db: gone, log: undefined }, taken.value.held, async () => {
    await gone.destroy();
    throw new Error("the first failure");
  });
  await assert.rejects(failed, /the first failure/);
});
