import fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { splitDate } from "@gov/kit/ui/typed-date.ts";
import { periodOf, readGift, typedGift } from "./give-form.ts";

const now = new Date("2026-11-26T10:00:00Z");
const about = { ownNationalId: "400011016", known: ["portal", "club"], now };

const boxes = (name: string, iso: string) => {
  const { day, month, year } = splitDate(iso);
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
};
const good = {
  nationalId: "400000006",
  reach: "some",
  service: "portal",
  ...boxes("from", "2026-11-26"),
  ...boxes("until", "2026-12-31"),
};
const fieldsOf = (posted: Record<string, unknown>) =>
  readGift(typedGift(posted), about).errors.map(({ name }) => name);

test("a right form is read: days here, the last one whole", () => {
  const { gift, errors } = readGift(typedGift(good), about);
  assert.deepEqual(errors, []);
  assert.ok(gift);
  assert.deepEqual(gift.services, ["portal"]);
  const { from, until } = periodOf(gift, now);
  assert.equal(from, now, "today begins now, not this morning");
  assert.equal(until.toISOString(), "2026-12-31T22:00:00.000Z");
  assert.equal(readGift(typedGift({ ...good, reach: "all" }), about).gift?.services, null);
});

test("every mistake names its field", () => {
  assert.deepEqual(fieldsOf({}), ["nationalId", "reach", "from", "until"]);
  assert.deepEqual(fieldsOf({ ...good, nationalId: "400000007" }), ["nationalId"]);
  assert.deepEqual(fieldsOf({ ...good, nationalId: about.ownNationalId }), ["nationalId"]);
  assert.deepEqual(fieldsOf({ ...good, service: ["unknown"] }), ["service"]);
  assert.deepEqual(fieldsOf({ ...good, ...boxes("from", "2026-11-25") }), ["from"]);
  assert.deepEqual(fieldsOf({ ...good, ...boxes("from", "2027-12-01") }), ["from"]);
  assert.deepEqual(fieldsOf({ ...good, ...boxes("until", "2026-11-25") }), ["until"]);
  assert.deepEqual(fieldsOf({ ...good, ...boxes("until", "2029-12-01") }), ["until"]);
  assert.deepEqual(fieldsOf({ ...good, ...boxes("until", "2026-02-30") }), ["until"]);
});

test("whatever is posted is read or refused, never thrown at", () => {
  const value = fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined));
  const names = ["nationalId", "reach", "service", "from-day", "until-year"];
  const posted = fc.dictionary(fc.constantFrom(...names), value);
  fc.assert(
    fc.property(posted, (form) => {
      const { gift, errors } = readGift(typedGift({ ...good, ...form }), about);
      assert.equal(gift === undefined, errors.length > 0);
    }),
  );
});
