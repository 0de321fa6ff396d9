import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { CivilPerson } from "#src/registry/civil-registry.ts";
import { ageOn } from "./age.ts";
import { isSamePerson, type ClaimedIdentity } from "./claimed-identity.ts";
import { acrWithin, proofingByMatch } from "./proofing.ts";

const sara: CivilPerson = {
  nationalId: "400011013",
  name: {
    ar: { first: "سارة", father: "محمود", grandfather: "يوسف", family: "الخطيب" },
    en: { first: "Sara", father: "Mahmoud", grandfather: "Yousef", family: "Al-Khatib" },
  },
  fullName: { ar: "سارة محمود يوسف الخطيب", en: "Sara Mahmoud Yousef Al-Khatib" },
  dateOfBirth: "1991-04-17",
  isAlive: true,
  lastDocument: { kind: "idCard", number: "20481177" },
  at: new Date(),
};

const claim: ClaimedIdentity = {
  nationalId: sara.nationalId,
  firstName: "سارة",
  familyName: "الخطيب",
  dateOfBirth: "1991-04-17",
  document: { kind: "idCard", number: "20481177" },
};

test("a name counts in every spelling that people use, in either language", () => {
  const names = [
    ["ساره", "خطيب"],
    ["سـارة", "الخَطيب"],
    ["SARA", "al khatib"],
    ["Sara", "Khatib"],
  ] as const;
  for (const [firstName, familyName] of names) {
    assert.ok(isSamePerson({ ...claim, firstName, familyName }, sara), firstName);
  }
  const number = " ٢٠٤٨-١١٧٧ ";
  assert.ok(isSamePerson({ ...claim, document: { kind: "idCard", number } }, sara));
});

test("whatever single fact is another, it is not the same person", () => {
  const other = (value: string) => fc.string({ maxLength: 30 }).filter((text) => text !== value);
  fc.assert(
    fc.property(
      fc.oneof(
        other(claim.nationalId).map((nationalId) => ({ ...claim, nationalId })),
        fc
          .constantFrom("سمر", "Sarah", "محمود", "", "ال")
          .map((firstName) => ({ ...claim, firstName })),
        fc
          .constantFrom("خطاب", "يوسف", "", "ال", "al")
          .map((familyName) => ({ ...claim, familyName })),
        other(claim.dateOfBirth).map((dateOfBirth) => ({ ...claim, dateOfBirth })),
        fc
          .constantFrom("20481178", "2048117", "")
          .map((number) => ({ ...claim, document: { kind: "idCard" as const, number } })),
        fc.constant({ ...claim, document: { kind: "passport" as const, number: "20481177" } }),
      ),
      (claimed) => assert.ok(!isSamePerson(claimed, sara)),
    ),
  );
});

test("age counts from the birthday on", () => {
  assert.equal(ageOn("2008-11-26", "2026-11-25"), 17);
  assert.equal(ageOn("2008-11-26", "2026-11-26"), 18);
  assert.equal(ageOn("2008-02-29", "2026-02-28"), 17);
  assert.equal(ageOn("2008-02-29", "2026-03-01"), 18);
});

test("a match alone gives a minor's account low assurance", () => {
  const now = new Date("2026-11-26T08:00:00Z");
  const asked = "urn:gov:loa:2";
  assert.equal(acrWithin(proofingByMatch("2008-11-27", now), asked), "urn:gov:loa:1");
  assert.equal(acrWithin(proofingByMatch("2008-11-26", now), asked), asked);
  assert.equal(acrWithin("pending", asked), "urn:gov:loa:1");
  assert.equal(acrWithin("counter", "urn:gov:loa:3"), "urn:gov:loa:3");
});
