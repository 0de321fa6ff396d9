import type { Result } from "@gov/kit/result.ts";
import fc from "fast-check";
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { amal, murad, seed } from "./people-and-clients.ts";
import { startSso, type SsoUnderTest } from "./sso-under-test.ts";
import { findMeans } from "#src/factor/factor-queries.ts";
import { canSignIn, type Means } from "#src/factor/factor.ts";
import { deletePasskey, insertPasskey, listPasskeys } from "#src/passkey/passkey-queries.ts";
import { addFactor, removeFactor } from "#src/security/security.ts";
import { deleteAuthenticator, putAuthenticator } from "#src/totp/authenticator-queries.ts";

let sso: SsoUnderTest;
const people: { id: string; kind: "citizen" | "staff" }[] = [];

before(async () => {
  sso = await startSso();
  await seed(sso);
  const citizen = await sso.db
    .selectFrom("account")
    .select("id")
    .where("national_id", "=", amal.nationalId)
    .executeTakeFirstOrThrow();
  const staff = await sso.db
    .selectFrom("staff")
    .select("id")
    .where("username", "=", murad.username)
    .executeTakeFirstOrThrow();
  people.push({ id: citizen.id, kind: "citizen" }, { id: staff.id, kind: "staff" });
});
after(() => sso.close());

type Person = (typeof people)[number];

const changes = {
  "add passkey": async (person: Person) =>
    await addFactor(sso.db, person, async (tx) => {
      const passkey = {
        credentialId: randomBytes(32),
        publicKey: randomBytes(64),
        transports: [],
        synced: false,
        counter: 0,
      };
      await insertPasskey(tx, person.id, "a key", passkey);
    }),
  "remove passkey": async (person: Person) =>
    await removeFactor(sso.db, person, async (tx) => {
      const [first] = await listPasskeys(tx, person.id);
      if (first) await deletePasskey(tx, person.id, first.id);
    }),
  "link authenticator": async (person: Person) =>
    await addFactor(sso.db, person, async (tx) => {
      await putAuthenticator(tx, sso.config.KEY_ENCRYPTION_KEY, person.id, murad.totpSecret);
    }),
  "unlink authenticator": async (person: Person) =>
    await removeFactor(sso.db, person, async (tx) => {
      await deleteAuthenticator(tx, person.id);
    }),
};
type Change = keyof typeof changes;
const names = Object.keys(changes) as Change[];

test("no changes of factors, in any order and at once, leave a person without a way in", async () => {
  const several = fc.array(fc.subarray(names, { minLength: 1 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(0, 1), several, async (index, rounds) => {
      const person = people[index];
      assert.ok(person);
      await changes["link authenticator"](person);
      for (const atOnce of rounds) {
        await Promise.all(atOnce.map((name) => changes[name](person)));
        const means: Means = await findMeans(sso.db, person);
        assert.ok(canSignIn(means), `after ${atOnce.join(", ")}`);
      }
    }),
    { numRuns: 40 },
  );
});

test("of two removals at once that would take both last ways, one is refused", async () => {
  const staff = people[1];
  assert.ok(staff);
  for (let round = 0; round < 10; round += 1) {
    await sso.db.deleteFrom("passkey").where("person_id", "=", staff.id).execute();
    await changes["link authenticator"](staff);
    await changes["add passkey"](staff);
    const outcomes: Result<void, "last-way">[] = await Promise.all([
      changes["remove passkey"](staff),
      changes["unlink authenticator"](staff),
    ]);
    assert.equal(outcomes.filter((outcome) => outcome.ok).length, 1);
  }
});
