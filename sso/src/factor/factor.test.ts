import fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { amrOf, assuranceOf, canSignIn, factors, reachOf, ways } from "./factor.ts";
import type { Factor, Level, Means } from "./factor.ts";

type Row = [proven: Factor[], seen: boolean, level: Level | undefined, amr: string[]];

// Every kind of sign-in there is: what was proven, whether the person was seen at a counter.
const table: Row[] = [
  [[], false, undefined, []],
  [["sms"], true, undefined, ["otp", "sms"]],
  [["password"], false, 1, ["pwd"]],
  [["password"], true, 1, ["pwd"]],
  [["password", "sms"], false, 2, ["pwd", "otp", "sms", "mfa"]],
  [["password", "sms"], true, 2, ["pwd", "otp", "sms", "mfa"]],
  [["password", "totp"], true, 2, ["pwd", "otp", "mfa"]],
  [["password", "recovery-code"], false, 2, ["pwd", "otp", "mfa"]],
  [["password", "app"], false, 2, ["pwd", "swk", "mfa"]],
  [["passkey"], false, 2, ["hwk", "user", "mfa"]],
  [["passkey"], true, 3, ["hwk", "user", "mfa"]],
  [["synced-passkey"], false, 2, ["swk", "user", "mfa"]],
  [["synced-passkey"], true, 3, ["swk", "user", "mfa"]],
  [["password", "passkey"], true, 3, ["pwd", "hwk", "user", "mfa"]],
];

for (const [proven, provenAtCounter, level, amr] of table) {
  const seen = provenAtCounter ? "seen" : "not seen";
  test(`${proven.join(" and ") || "nothing"}, ${seen}: level ${level ?? "none"}`, () => {
    assert.equal(assuranceOf({ provenAtCounter }, proven), level);
    assert.deepEqual(amrOf(proven), amr);
  });
}

const means: fc.Arbitrary<Means> = fc.record({
  provenAtCounter: fc.boolean(),
  hasPassword: fc.boolean(),
  ways: fc.subarray([...ways]),
});

test("proving more never lowers the assurance, and the order does not matter", () => {
  const proven = fc.uniqueArray(fc.constantFrom(...factors));
  fc.assert(
    fc.property(means, proven, fc.constantFrom(...factors), (person, before, more) => {
      const level = assuranceOf(person, before) ?? 0;
      assert.ok((assuranceOf(person, [...before, more]) ?? 0) >= level);
      assert.equal(assuranceOf(person, before.toReversed()) ?? 0, level);
      assert.deepEqual(amrOf(before.toReversed()), amrOf(before));
    }),
  );
});

test("whoever can sign in reaches two factors at least", () => {
  fc.assert(
    fc.property(means, (person) => {
      if (canSignIn(person)) assert.ok((reachOf(person) ?? 0) >= 2);
      if (reachOf(person) === 3) assert.ok(person.provenAtCounter);
    }),
  );
});
