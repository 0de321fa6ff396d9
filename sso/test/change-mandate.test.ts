import { createTestDatabase } from "@gov/kit/db-test.ts";
import { openDatabase } from "@gov/kit/db.ts";
import fc from "fast-check";
import type { Kysely } from "kysely";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findAccountById, putAccount } from "#src/account/account-queries.ts";
import type { Account } from "#src/account/account.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { findEntity, upsertEntity } from "#src/protocol/entity-queries.ts";
import { usableMandate } from "#src/mandate/acting.ts";
import { changeMandate, expireDue } from "#src/mandate/change-mandate.ts";
import { recordChoice } from "#src/mandate/choice-queries.ts";
import { giveMandate } from "#src/mandate/give-mandate.ts";
import type { MandateEvent } from "#src/mandate/mandate.ts";

let db: Kysely<SsoDatabase>;
let close: () => Promise<void>;
let giver: Account;
let holder: Account;

const accountOf = async (nationalId: string, phone: string): Promise<Account> => {
  const name = { ar: "أمل حسن", en: "Amal Hasan" };
  const { id } = await putAccount(db, { nationalId, name, dateOfBirth: "1980-01-01", phone });
  const account = await findAccountById(db, id);
  assert.ok(account);
  return account;
};

before(async () => {
  const database = await createTestDatabase(new URL("../migrations/", import.meta.url));
  db = openDatabase<SsoDatabase>(database.url, { max: 8 });
  giver = await accountOf("400000006", "+970599123456");
  holder = await accountOf("400000014", "+970599123457");
  close = async () => {
    await db.destroy();
    await database.drop();
  };
});
after(() => close());

const day = 86_400_000;
const start = new Date("2026-11-26T10:00:00Z");
const at = { clientId: "portal", kinds: ["attorney"] as const };

/** Gives one mandate for the ten days from tomorrow, after ending any earlier one. */
const giveOne = async (): Promise<string> => {
  await db.updateTable("mandate").set({ state: "revoked" }).execute();
  const gift = {
    nationalId: holder.nationalId,
    services: null,
    fromDay: "2026-11-27",
    untilDay: "2026-12-06",
  };
  const given = await giveMandate(db, giver, gift, start);
  assert.ok(given.ok);
  return given.value.id;
};

type Act = Readonly<{ do: MandateEvent | "wait" | "sweep"; by: "represented" | "representative" }>;

const acts: fc.Arbitrary<Act> = fc.record({
  do: fc.constantFrom<Act["do"]>(
    "accept",
    "decline",
    "withdraw",
    "revoke",
    "reconsider",
    "resume",
    "wait",
    "sweep",
  ),
  by: fc.constantFrom<Act["by"]>("represented", "representative"),
});

const take = async (id: string, act: Act, now: Date): Promise<boolean> => {
  if (act.do === "wait" || act.do === "sweep") return false;
  const personId = act.by === "represented" ? giver.id : holder.id;
  const step = { event: act.do, side: act.by, personId };
  return (await changeMandate(db, id, step, now)).ok;
};

test("no order of steps and days gives a token for a mandate that is not in force", async () => {
  const waits = fc.integer({ min: 0, max: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(acts, waits), { maxLength: 14 }), async (plan) => {
      const id = await giveOne();
      let now = start;
      // Told apart from the code under test: accepted by its holder, and not ended since.
      let inForce = false;
      for (const [act, days] of plan) {
        if (act.do === "wait") now = new Date(now.getTime() + days * day);
        if (act.do === "sweep") await expireDue(db, now);
        const taken = await take(id, act, now);
        if (taken && act.do === "accept") {
          assert.equal(act.by, "representative");
          inForce = true;
        }
        if (taken && ["revoke", "withdraw", "decline"].includes(act.do)) inForce = false;
        const begun = now >= new Date("2026-11-26T22:00:00Z");
        const over = now >= new Date("2026-12-06T22:00:00Z");
        const given = await usableMandate(db, id, holder.id, at, now);
        assert.equal(
          given !== undefined,
          inForce && begun && !over,
          `${act.do} at ${now.toISOString()}`,
        );
        assert.equal(await usableMandate(db, id, giver.id, at, now), undefined, "another person");
      }
    }),
    { numRuns: 40 },
  );
});

test("however steps race, a mandate that ends takes its refresh tokens with it", async () => {
  const racing = fc.array(acts, { minLength: 2, maxLength: 6 });
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(racing, async (plan) => {
      const id = await giveOne();
      const now = new Date(start.getTime() + 2 * day);
      await changeMandate(
        db,
        id,
        { event: "accept", side: "representative", personId: holder.id },
        now,
      );
      const grantId = `grant-${(runs += 1)}`;
      await upsertEntity(db, "Grant", grantId, {}, 600);
      await upsertEntity(db, "RefreshToken", `token-${runs}`, { grantId }, 600);
      await recordChoice(db, grantId, { mandateId: id });
      await Promise.all(plan.map((act) => take(id, act, now)));
      const inForce = (await usableMandate(db, id, holder.id, at, now)) !== undefined;
      const token = await findEntity(db, "RefreshToken", `token-${runs}`);
      const grant = await findEntity(db, "Grant", grantId);
      assert.deepEqual([token !== undefined, grant !== undefined], [inForce, inForce]);
    }),
    { numRuns: 30 },
  );
});

test("of ten who give the same at once, one does", async () => {
  await db.updateTable("mandate").set({ state: "revoked" }).execute();
  const gift = {
    nationalId: holder.nationalId,
    services: null,
    fromDay: "2026-11-27",
    untilDay: "2026-12-06",
  };
  const given = await Promise.all(
    Array.from({ length: 10 }, () => giveMandate(db, giver, gift, start)),
  );
  assert.equal(given.filter(({ ok }) => ok).length, 1);
});
