import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { linkDays, protectionToken, readProtectionToken } from "./protection-link.ts";

const key = { KEY_ENCRYPTION_KEY: randomBytes(32) };
const seconds = fc.integer({ min: 1_600_000_000, max: 4_000_000_000 });
const link = fc.record({ personId: fc.uuid(), at: seconds.map((s) => new Date(s * 1000)) });

test("a token says whose account it protects and when it was made", () => {
  fc.assert(
    fc.property(link, (made) => {
      assert.deepEqual(readProtectionToken(key, protectionToken(key, made), made.at), { ...made });
    }),
  );
});

test("no changed letter, no other key and no other person's proof is taken", () => {
  fc.assert(
    fc.property(link, fc.nat(48), fc.constantFrom("A", "z", "-", "."), (made, place, letter) => {
      const token = protectionToken(key, made);
      const changed = token.slice(0, place) + letter + token.slice(place + 1);
      const read = readProtectionToken(key, changed, made.at);
      // The last letter of each half carries spare bits: what it reads as is the same.
      if (read !== undefined) assert.deepEqual(read, { ...made });
      const other = { KEY_ENCRYPTION_KEY: randomBytes(32) };
      assert.equal(readProtectionToken(other, token, made.at), undefined);
    }),
  );
  for (const token of ["", ".", "x".repeat(5_000)]) {
    assert.equal(readProtectionToken(key, token), undefined);
  }
});

test("a month later it is nothing any more", () => {
  const made = {
    personId: "019354c0-0000-7000-8000-000000000001",
    at: new Date(1_800_000_000_000),
  };
  const token = protectionToken(key, made);
  const after = (days: number) => new Date(made.at.getTime() + days * 86_400_000);
  assert.deepEqual(readProtectionToken(key, token, after(linkDays)), made);
  assert.equal(readProtectionToken(key, token, after(linkDays + 0.01)), undefined);
});
