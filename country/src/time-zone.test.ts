import fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, instantAt, localDate, localTime } from "./time-zone.ts";

const days = fc
  .date({ min: new Date("1970-01-01"), max: new Date("2036-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const minutes = fc.integer({ min: 0, max: 1439 });

/** On these days clocks went forward at midnight: the day began at one o'clock. */
const withoutMidnight = ["2014-03-28", "2018-03-24"];

test("an instant shows the time that was asked, or one later by what clocks skipped", () => {
  const property = fc.property(days, minutes, (date, asked) => {
    const shown = localTime(instantAt(date, asked));
    const skipped = shown.minutes - asked;
    assert.equal(shown.date, date);
    assert.ok(skipped === 0 || skipped === 60, `${skipped} minutes`);
    if (skipped === 60) {
      const before = localTime(new Date(instantAt(date, asked).getTime() - 3_600_000));
      assert.notEqual(`${before.date} ${before.minutes}`, `${date} ${asked}`, "it exists");
    }
  });
  fc.assert(property, {
    examples: withoutMidnight.flatMap((day) => [
      [day, 0],
      [day, 30],
    ]),
  });
});

test("a day begins with its first moment, also where clocks skipped its midnight", () => {
  const property = fc.property(days, (date) => {
    const at = instantAt(date, 0);
    assert.equal(localDate(at), date);
    assert.equal(localDate(new Date(at.getTime() - 1)), addDays(date, -1));
  });
  fc.assert(property, { examples: withoutMidnight.map((day) => [day]) });
});
